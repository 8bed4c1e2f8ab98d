"""What a citizen's message means: normalisation, language, intent, service and values."""
