"""What drf-spectacular cannot see by itself."""

from __future__ import annotations

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


class BotToken(OpenApiAuthenticationExtension):
    """The bot's bearer token."""

    target_class = "config.api.BotAuthentication"
    name = "botToken"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Describe the token."""
        return {
            "type": "http",
            "scheme": "bearer",
            "description": 'Hex of the key derived for "desk-api" from SEVAMITRA_SECRET_KEY.',
        }
