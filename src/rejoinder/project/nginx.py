"""A configuration for nginx in front: stored pages as files, all else to us.

Made from the same declarations as our own server, so that the two cannot differ in
what they answer from the store and with which headers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rejoinder.media.serving import FOREVER, MEDIA_HEADERS, PICTURE_TYPES
from rejoinder.pagestore.copies import ASK_EVERY_TIME
from rejoinder.pagestore.places import NAMES
from rejoinder.project.refusals import CannotStart
from rejoinder.web.addresses import NAMES_ONE
from rejoinder.web.cookies import HAS_OURS
from rejoinder.web.headers import PUBLIC_HEADERS

#: They mean something to nginx in the name of a folder, quoted or not.
_UNUSABLE = frozenset('"$\\{};\n')


@dataclass(frozen=True)
class NginxSite:
    """`origin` is where readers find the site, `application` where our server listens:
    host and port. `has_brotli`: nginx has the module for ready-made .br files."""

    data: Path
    site_id: int
    origin: str
    application: str
    max_upload_bytes: int
    has_brotli: bool = False


def nginx_configuration(site: NginxSite) -> str:
    """A file for nginx to include within `http`. Raises CannotStart."""
    if _UNUSABLE & set(str(site.data)):
        raise CannotStart(f"nginx cannot use a folder that is called {site.data}.")
    parts = urlsplit(site.origin)
    port = parts.port or {"https": 443}.get(parts.scheme, 80)
    values = {
        "ours": HAS_OURS,
        "read": NAMES_ONE,
        "pictures": "|".join(kind[1:] for kind in PICTURE_TYPES),
        "application": site.application,
        "listen": _listen(port, parts.scheme, parts.hostname or ""),
        "name": parts.hostname or "_",
        "most": str(site.max_upload_bytes),
        "data": str(site.data),
        "pages": str(site.data / "pages" / "sites" / str(site.site_id)),
        "compressed": _compressed(site.has_brotli),
        "page_headers": _headers([*PUBLIC_HEADERS, ("Cache-Control", ASK_EVERY_TIME)]),
        "media_headers": _headers([*MEDIA_HEADERS, ("Cache-Control", FOREVER)]),
        "page_types": _types((t, name.partition(".")[2]) for t, name in NAMES.items()),
        "picture_types": _types((t, end[1:]) for end, t in PICTURE_TYPES.items()),
        "xml_types": " ".join(kind for kind in NAMES if kind != "text/html"),
        "files": " ".join(f"$rejoinder_pages${{uri}}{name}" for name in NAMES.values()),
        "named_files": " ".join(
            f"$rejoinder_pages$uri/{name}" for name in NAMES.values()
        ),
        "kept_files": " ".join(
            f"$rejoinder_kept${{uri}}{name}" for name in NAMES.values()
        ),
    }
    text = _TEMPLATE
    for name, value in values.items():
        text = text.replace(f"<<{name}>>", value)
    return text


def _listen(port: int, scheme: str, name: str) -> str:
    if scheme != "https":
        # A name of this machine alone is not for others.
        address = "127.0.0.1:" if name in {"127.0.0.1", "localhost"} else ""
        return f"    listen {address}{port};"
    return (
        f"    listen {port} ssl http2;\n"
        f"    ssl_certificate     /etc/ssl/{name}.pem;\n"
        f"    ssl_certificate_key /etc/ssl/{name}.key;"
    )


def _compressed(has_brotli: bool) -> str:
    lines = ["gzip_static on;", "gzip_vary on;"]
    return "\n".join(
        f"    {line}" for line in ["brotli_static on;"] * has_brotli + lines
    )


def _headers(headers: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f'        add_header {name} "{value}";' for name, value in headers)


def _types(types: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"{kind} {ending};" for kind, ending in types)


_TEMPLATE = """\
# Made by `rejoinder nginx`; for the inside of http { }, as in /etc/nginx/conf.d/.
# Stored pages are answered as files, whether the application runs or not. Start that
# with --trusted-proxy 127.0.0.1, and let nginx into its folder, which is closed to all
# but its owner, and no further:
#     chmod 600 <<data>>/rejoinder.sqlite3*
#     setfacl -m u:www-data:--x <<data>>
# No open_file_cache here: what a moderator hides is to be gone at once.

# Readers whom we know, and parameters that pages read: for the application.
map $http_cookie $rejoinder_knows {
    default 0;
    "~<<ours>>" 1;
}
map $args $rejoinder_reads {
    default 0;
    "~<<read>>" 1;
}
# Put before the name of a file; no page ever has a name that begins with a dot.
map "$request_method $rejoinder_reads $rejoinder_knows" $rejoinder_pages {
    default "/.none";
    "GET 0 0" "";
    "HEAD 0 0" "";
}
# While the application does not answer, readers whom we know get the stored page too.
map "$request_method $rejoinder_reads" $rejoinder_kept {
    default "/.none";
    "GET 0" "";
    "HEAD 0" "";
}
# Whatever is no picture is offered as a download.
map $uri $rejoinder_disposition {
    default attachment;
    "~*\\.(?:<<pictures>>)$" "";
}

upstream rejoinder {
    server <<application>>;
    keepalive 16;
}

server {
<<listen>>
    server_name <<name>>;
    client_max_body_size <<most>>;
    root "<<pages>>";
    # Two addresses, two pages: as the application sees it.
    merge_slashes off;
<<compressed>>

    location / {
        try_files /.none @rejoinder;
    }

    # A page's address ends with a slash, or with the name of a file, never with both;
    # two slashes in a row are one to the file system only.
    location ~ "//|\\.[A-Za-z0-9]+/$" {
        try_files /.none @rejoinder;
    }
    location ~ "/$" {
        types { <<page_types>> }
        charset utf-8;
        charset_types <<xml_types>>;
<<page_headers>>
        try_files <<files>> @rejoinder;
    }
    location ~ "\\.[A-Za-z0-9]+$" {
        types { <<page_types>> }
        charset utf-8;
        charset_types <<xml_types>>;
<<page_headers>>
        try_files <<named_files>> @rejoinder;
    }

    location @rejoinder {
        proxy_pass http://rejoinder;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        error_page 502 504 = @kept;
    }
    location @kept {
        types { <<page_types>> }
        charset utf-8;
        charset_types <<xml_types>>;
<<page_headers>>
        try_files <<kept_files>> =502;
    }

    location ^~ /static/ {
        root "<<data>>";
        location ~ "/\\." {
            return 404;
        }
        # A name with the hash of its content never means anything else.
        location ~ "\\.[0-9a-f]{12}\\.[^/]+$" {
            add_header X-Content-Type-Options "nosniff";
            add_header Cache-Control "max-age=315360000, public, immutable";
        }
        add_header X-Content-Type-Options "nosniff";
        add_header Cache-Control "max-age=3600, public";
    }
    location ^~ /media/ {
        alias "<<data>>/media/public/";
        disable_symlinks on from="<<data>>/media/public";
        location ~ "/\\." {
            return 404;
        }
        types { <<picture_types>> }
        default_type application/octet-stream;
        add_header Content-Disposition $rejoinder_disposition;
<<media_headers>>
    }
}
"""
