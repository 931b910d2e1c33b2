"""Facts that this room announces, inside the transaction."""

from django.dispatch import Signal

#: A role was given or changed: `membership`.
role_given = Signal()
