"""Wagtail's groups, made from the one table of roles (people.roles)."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowTask,
)

from rejoinder.newsroom.models import ArticleIndex, FrontPage
from rejoinder.people.models import Membership
from rejoinder.people.roles import Role

GROUP_NAMES = {
    Role.AUTHOR: "Authors",
    Role.EDITOR: "Editors",
    Role.OWNER: "Owners",
}
#: Wagtail's own group, which publishes; our moderators judge comments only.
WAGTAIL_PUBLISHERS = "Moderators"

# What a group may do with pages, pictures, files, and rows of ours. An author adds
# articles and so owns them; Wagtail lets owners change their own drafts.
_PAGE_RIGHTS = {
    Role.AUTHOR: ("add",),
    Role.EDITOR: ("add", "change", "publish", "lock", "unlock"),
}
# Wagtail keeps rights to pictures and files under the names of its own models.
_COLLECTION_RIGHTS = {
    Role.AUTHOR: ("add_image", "choose_image", "add_document", "choose_document"),
    Role.EDITOR: (
        "add_image",
        "change_image",
        "delete_image",
        "choose_image",
        "add_document",
        "change_document",
        "delete_document",
        "choose_document",
    ),
}
_ROW_RIGHTS = {
    Role.AUTHOR: (),
    Role.EDITOR: ("add", "change", "delete", "view"),
}
_OWNER_COLLECTION_RIGHTS = ("add_collection", "change_collection", "delete_collection")
_OWNER_ONLY = (
    "add_workflow",
    "change_workflow",
    "delete_workflow",
    "add_task",
    "change_task",
    "delete_task",
)


def join_groups(*, membership: Membership) -> None:
    """Put an account into the group of its role, and out of the others of ours."""
    name = GROUP_NAMES.get(Role(membership.role))
    membership.user.groups.remove(*Group.objects.filter(name__in=GROUP_NAMES.values()))
    if name:
        group, _made = Group.objects.get_or_create(name=name)
        membership.user.groups.add(group)


def prepare_groups(*, front: FrontPage, articles: ArticleIndex) -> None:
    """Give each group its rights, and let editors approve what authors submit."""
    for role, name in GROUP_NAMES.items():
        group, _made = Group.objects.get_or_create(name=name)
        rights = Role.AUTHOR if role == Role.AUTHOR else Role.EDITOR
        _set_rights(group, role, rights, articles if role == Role.AUTHOR else front)
    _prepare_workflow(articles)
    Group.objects.filter(name=WAGTAIL_PUBLISHERS).delete()


def _set_rights(group: Group, role: Role, rights: Role, page: Page) -> None:
    rows = [
        codename
        for model in ("section", "writer", "tag", "menu")
        for codename in (f"{right}_{model}" for right in _ROW_RIGHTS[rights])
    ]
    owner = _OWNER_ONLY if role == Role.OWNER else ()
    group.permissions.set(
        [
            Permission.objects.get(codename="access_admin"),
            *Permission.objects.filter(
                content_type__app_label="newsroom", codename__in=rows
            ),
            *Permission.objects.filter(
                content_type__app_label="wagtailcore", codename__in=owner
            ),
        ]
    )
    GroupPagePermission.objects.filter(group=group).delete()
    for right in _PAGE_RIGHTS[rights]:
        GroupPagePermission.objects.create(
            group=group, page=page, permission_type=right
        )
    collections = _OWNER_COLLECTION_RIGHTS if role == Role.OWNER else ()
    _set_collection_rights(group, [*_COLLECTION_RIGHTS[rights], *collections])


def _set_collection_rights(group: Group, rights: Iterable[str]) -> None:
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.filter(group=group).delete()
    for permission in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs", "wagtailcore"],
        codename__in=rights,
    ):
        GroupCollectionPermission.objects.create(
            group=group, collection=root, permission=permission
        )


def _prepare_workflow(articles: ArticleIndex) -> None:
    """One step, approval by those who publish; Wagtail's default one, made ours."""
    publishers = Group.objects.filter(
        name__in=[GROUP_NAMES[Role.EDITOR], GROUP_NAMES[Role.OWNER]]
    )
    task = GroupApprovalTask.objects.order_by("pk").first()
    if task is None:
        task = GroupApprovalTask.objects.create(name="Editors' approval")
    task.groups.set(publishers)
    workflow = Workflow.objects.order_by("pk").first()
    if workflow is None:
        workflow = Workflow.objects.create(name="Editors' approval")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    _rename_wagtails_default(task, workflow)
    root = Page.get_first_root_node()
    if not workflow.workflow_pages.filter(page__in=[root, articles]).exists():
        workflow.workflow_pages.create(page=root)


def _rename_wagtails_default(task: GroupApprovalTask, workflow: Workflow) -> None:
    """ "Moderators" are others here. A name that an owner chose stays."""
    for row in (task, workflow):
        if row.name.startswith("Moderators"):
            row.name = "Editors' approval"
            row.save(update_fields=["name"])
