"""The certificate of a server that speaks HTTPS itself: looked at before the start."""

from __future__ import annotations

import ssl

from rejoinder.project.environment import Environment
from rejoinder.project.refusals import CannotStart


def check_certificate(environment: Environment) -> None:
    """Raises CannotStart unless there is none, or one that its key belongs to."""
    certificate, key = environment.certificate, environment.certificate_key
    if certificate is None and key is None:
        return
    if certificate is None or key is None:
        missing = "--certificate" if certificate is None else "--key"
        raise CannotStart(f"A certificate and its key go together: give {missing} too.")
    for file in (certificate, key):
        try:
            file.open("rb").close()
        except OSError as error:
            raise CannotStart(f"{file} cannot be read: {error.strerror}.") from error
    try:
        # Without a password of ours, OpenSSL would ask the terminal for one.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, "-")
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            sentence = f"The key {key} is not that of the certificate {certificate}."
        else:
            sentence = (
                f"{certificate} and {key} must be a certificate and its key in PEM, "
                "the key without a password."
            )
        raise CannotStart(sentence) from error
