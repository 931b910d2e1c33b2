"""The security headers of public pages: for the middleware, for stored pages, and for
the servers that hand those out."""

from __future__ import annotations

# Nothing of another origin, no inline script or style, no frames: one mistake in
# escaping is not yet a breach. `img-src data:` is not needed by any page of ours.
PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
#: For older browsers, wherever the policy forbids frames.
NO_FRAMES = ("X-Frame-Options", "DENY")

#: On every page, whatever its policy.
EVERYWHERE = (
    ("X-Content-Type-Options", "nosniff"),
    # Never no-referrer: browsers then send `Origin: null` with our own forms.
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "interest-cohort=(), browsing-topics=()"),
)
PUBLIC_HEADERS = (
    ("Content-Security-Policy", PUBLIC_POLICY),
    NO_FRAMES,
    *EVERYWHERE,
)
