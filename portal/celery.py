"""Celery: wakes the work that PostgreSQL knows about; nothing is lost when it sleeps.

Tasks are short and idempotent, acknowledged late; on Valkey an unacknowledged task comes back after the visibility
time-out, which must stay above the longest task (a minute) and is otherwise as short as can be.
"""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

app = Celery("traboule")
app.conf.update(
    broker_url=settings.BROKER_URL,
    broker_transport="portal.broker:Transport",
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 180,
        "unacked_restore_interval": 2,
        "unacked_restore_throttle": 1,
        "socket_timeout": 20,
        "socket_connect_timeout": 5,
        "retry_on_timeout": True,
        "health_check_interval": 10,
    },
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_soft_time_limit=100,
    task_time_limit=150,
    task_publish_retry_policy={"max_retries": 1, "interval_start": 0.1},
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    worker_hijack_root_logger=False,
    worker_enable_remote_control=False,  # see portal.broker
    worker_cancel_long_running_tasks_on_connection_loss=True,
    task_default_queue="harvest",
    task_routes={"catalogue.make_pictures": {"queue": "harvest"}, "catalogue.*": {"queue": "index"}, "harvest.beat": {"queue": "index"}},
    beat_schedule={
        "harvest-sweep": {"task": "harvest.sweep", "schedule": 5.0, "options": {"expires": 5.0}},
        "harvest-beat": {"task": "harvest.beat", "schedule": 10.0, "options": {"expires": 10.0}},
        "index-drain": {"task": "catalogue.drain_marks", "schedule": 1.0, "options": {"expires": 1.0}},
        "editions-grouped": {"task": "catalogue.group_marked", "schedule": 2.0, "options": {"expires": 2.0}},
        "names-read": {"task": "catalogue.read_names", "schedule": 2.0, "options": {"expires": 2.0}},
        "sources-settled": {"task": "catalogue.settle_sources", "schedule": 20.0, "options": {"expires": 20.0}},
        "alignments-laid": {"task": "catalogue.lay_over", "schedule": 20.0, "options": {"expires": 20.0}},
        "news-told": {"task": "portal.tell_news", "schedule": 60.0, "options": {"expires": 60.0}},
        "letters-sent": {"task": "portal.send_letters", "schedule": 20.0, "options": {"expires": 20.0}},
        "letters-let-go": {"task": "portal.let_letters_go", "schedule": 3600.0, "options": {"expires": 3600.0}},
        "readership-written": {"task": "portal.write_readership", "schedule": 60.0, "options": {"expires": 60.0}},
        "readership-folded": {"task": "portal.fold_readership", "schedule": 3600.0, "options": {"expires": 3600.0}},
        "figures-mailed": {"task": "portal.mail_figures", "schedule": 600.0, "options": {"expires": 600.0}},
        "pages-scheduled": {"task": "catalogue.publish_scheduled", "schedule": 60.0, "options": {"expires": 60.0}},
        "dump-written": {"task": "portal.dump", "schedule": 3600.0, "options": {"expires": 3600.0}},
        "conformance-judged": {"task": "portal.judge_conformance", "schedule": 600.0, "options": {"expires": 600.0}},
        "deliveries-made": {"task": "harvest.deliver", "schedule": 15.0, "options": {"expires": 15.0}},
        "pictures-made": {"task": "catalogue.make_pictures", "schedule": 5.0, "options": {"expires": 5.0}},
        "gallica-asked": {"task": "harvest.ask_gallica", "schedule": 7.0, "options": {"expires": 7.0}},
        "thumbnails-fetched": {"task": "harvest.fetch_thumbnail", "schedule": 15.0, "options": {"expires": 15.0}},
        "documents-placed": {"task": "catalogue.place_documents", "schedule": 60.0, "options": {"expires": 60.0}},
        "census-kept": {"task": "catalogue.keep_census", "schedule": 3600.0, "options": {"expires": 3600.0}},
    },
    timezone="UTC",
)
app.autodiscover_tasks(["catalogue", "harvest", "portal.backoffice", "portal.publish"])
