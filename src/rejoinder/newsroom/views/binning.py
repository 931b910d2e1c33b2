"""The bin in Wagtail's admin: put in, look in, take out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages as admin_messages

from rejoinder.errors import NotAllowed
from rejoinder.newsroom import actions
from rejoinder.newsroom.actions import BIN_LIFETIME
from rejoinder.newsroom.models import Article, BinnedArticle
from rejoinder.people.models import User


def confirm(request: HttpRequest, article: Article) -> HttpResponse:
    """Asks on GET, bins on POST, and offers to undo it."""
    if request.method != "POST":
        context = {"article": article, "days": BIN_LIFETIME.days}
        return render(request, "newsroom/admin/confirm_bin.html", context)
    try:
        actions.bin_article(
            article=article, now=timezone.now(), by=cast(User, request.user)
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_explore", article.get_parent().pk)
    admin_messages.success(
        request,
        _("“%(headline)s” is in the bin.") % {"headline": article.title},
        buttons=[admin_messages.button(reverse("newsroom_bin"), _("Undo"))],
    )
    return redirect("wagtailadmin_explore", article.get_parent().pk)


def bin_many(request: HttpRequest, articles: Iterable[Article]) -> HttpResponse:
    binned = 0
    for article in articles:
        try:
            actions.bin_article(
                article=article, now=timezone.now(), by=cast(User, request.user)
            )
        except NotAllowed as refusal:
            messages.error(request, f"{article.title}: {refusal}")
        else:
            binned += 1
    sentence = ngettext(
        "%(n)d article is in the bin.", "%(n)d articles are in the bin.", binned
    )
    messages.success(request, sentence % {"n": binned})
    return redirect("newsroom_bin")


@require_safe
def bin_list(request: HttpRequest) -> HttpResponse:
    rows = BinnedArticle.objects.select_related("article", "binned_by")
    context = {"rows": rows.order_by("-binned_at"), "days": BIN_LIFETIME.days}
    return render(request, "newsroom/admin/bin.html", context)


@require_POST
def restore(request: HttpRequest, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=article_id)
    try:
        actions.restore_article(
            article=article, now=timezone.now(), by=cast(User, request.user)
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect("newsroom_bin")
    messages.success(
        request, _("“%(headline)s” is back.") % {"headline": article.title}
    )
    return redirect("wagtailadmin_pages:edit", article.pk)
