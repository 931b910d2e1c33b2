# Varnish in front of Rejoinder's own server: an example. Pages are kept until the purger
# names one of their tags (docs/configuration.md, "A cache in front"). Needs Varnish 7
# and the module xkey (Debian: varnish and varnish-modules). Start the site with
#   REJOINDER_PURGE_URL=http://127.0.0.1:6081/purge REJOINDER_TRUSTED_PROXIES=127.0.0.1
vcl 4.1;

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
}

acl may_purge {
    "localhost";
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "POST" && req.url == "/purge") {
        # Where something else stands before Varnish, every request is from there:
        # have it refuse this address.
        if (client.ip !~ may_purge) {
            return (synth(403));
        }
        if (req.http.Surrogate-Key) {
            set req.http.n = xkey.purge(req.http.Surrogate-Key);
        }
        return (synth(200));
    }
    # Readers whom the site knows; all others share one page, whatever their cookies.
    if (req.http.Cookie ~ "(^|;)\s*(rejoinder_session|rejoinder_guest|rejoinder_posted|messages)\s*=") {
        return (pass);
    }
    if (req.method == "GET" || req.method == "HEAD") {
        unset req.http.Cookie;
    }
}

sub vcl_backend_response {
    if (beresp.http.Surrogate-Key && beresp.http.CDN-Cache-Control ~ "max-age=[0-9]+") {
        set beresp.http.xkey = beresp.http.Surrogate-Key;
        set beresp.ttl = std.duration(
            regsub(beresp.http.CDN-Cache-Control, "^.*max-age=([0-9]+).*$", "\1s"), 0s);
        set beresp.grace = 60s;
    } else {
        # No page that is purged: nothing may be shown after its time.
        set beresp.grace = 0s;
    }
}

sub vcl_deliver {
    # For caches, not for readers.
    unset resp.http.Surrogate-Key;
    unset resp.http.CDN-Cache-Control;
    unset resp.http.xkey;
}
