"""Requests and responses in general; no models.

Refusals mapped to pages once, same-origin rules for forms, the content security
policy, pagination, base templates, components, CSS and shared scripts.
"""
