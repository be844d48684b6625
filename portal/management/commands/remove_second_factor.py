"""Takes the second factor from an account whose owner has lost it, where no superuser can enter to do so."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.entering.second import factor
from portal.models import User


class Command(BaseCommand):
    """``manage.py remove_second_factor EMAIL``."""

    help = "Take the second factor from an account: its owner enters by the password, and sets up another."

    def add_arguments(self, parser: CommandParser) -> None:
        """The account."""
        parser.add_argument("email", help="e-mail address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it away; says whether there was one."""
        person = User.objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            raise CommandError(f"No account has the address {options['email']}.")
        gone = factor.remove(person)
        self.stdout.write(f"{person.email}: {'the second factor is taken away' if gone else 'there was no second factor'}.")
