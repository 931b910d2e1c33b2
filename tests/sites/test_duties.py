"""What is forgotten by itself."""

from __future__ import annotations

from datetime import timedelta

from rejoinder.signin.duties import forget_attempts
from rejoinder.signin.models import Attempt
from rejoinder.sites.duties import forget_proxy_notices
from rejoinder.sites.models import ProxyNotice, Site
from tests.factories import NOON


def test_a_notice_of_a_proxy_goes_after_thirty_days(site: Site) -> None:
    ProxyNotice.objects.create(
        site=site, header="X-Forwarded-For", peer="192.0.2.1", seen_at=NOON
    )
    assert forget_proxy_notices(now=NOON + timedelta(days=29)) == 0
    assert forget_proxy_notices(now=NOON + timedelta(days=30)) == 1


def test_attempts_to_sign_in_go_on_a_quiet_site_too(site: Site) -> None:
    Attempt.objects.create(site=site, mail_hash="m", network_hash="n", at=NOON)
    assert forget_attempts(now=NOON + timedelta(minutes=1)) == 0
    assert forget_attempts(now=NOON + timedelta(days=1)) == 1
