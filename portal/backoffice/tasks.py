"""Tasks of the back office."""

from __future__ import annotations

from celery import shared_task

from portal.backoffice import news
from portal.letters import outbox, service
from portal.readership import letters as figures_by_mail
from portal.readership import writing


@shared_task(name="portal.tell_news")
def tell_news() -> int:
    """Write to those who look after harvests about what went wrong."""
    return news.tell()


@shared_task(name="portal.send_letters")
def send_letters() -> int:
    """Hand to the mail server what waits to leave."""
    return outbox.deliver()


@shared_task(name="portal.let_letters_go")
def let_letters_go() -> int:
    """Forget what readers wrote too long ago."""
    return service.let_go()


@shared_task(name="portal.write_readership")
def write_readership() -> int:
    """Write what was counted of readers since the last minute."""
    return writing.write()


@shared_task(name="portal.fold_readership")
def fold_readership() -> int:
    """Make months of old days."""
    return writing.fold()


@shared_task(name="portal.mail_figures")
def mail_figures() -> int:
    """Have the figures of the last month leave, to who asked."""
    return figures_by_mail.send()
