"""What the bot says and does next: pure functions from a draft and a reply, without Rasa."""
