"""The review of pages: what is submitted goes to the editors, in French, and any of them releases it.

Wagtail's own migrations make a workflow for its groups "Moderators" and "Editors", which nobody of the portal belongs to: a page
submitted there waits for ever. Here it is given to people who exist.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Workflow

NOBODYS = ("Moderators", "Editors")
TASK = "Relecture régionale"
WORKFLOW = "la relecture régionale"  # a button says "Soumettre à …"


def give_to(editors: Group) -> None:
    """Hand the review over to ``editors``, pages that wait among it; what a superuser has arranged since is left alone."""
    abandoned = Group.objects.filter(name__in=NOBODYS, user__isnull=True)
    for task in GroupApprovalTask.objects.filter(groups__in=abandoned).distinct():
        Workflow.objects.filter(workflow_tasks__task=task, name=task.name).update(name=WORKFLOW)
        task.name = TASK
        task.save()
        task.groups.remove(*abandoned)
        if not task.groups.exists():
            task.groups.add(editors)
    abandoned.delete()
