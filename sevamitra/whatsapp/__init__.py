"""The WhatsApp Business Cloud API as a Rasa channel: webhook, inbox, turns, outbox, Graph client."""
