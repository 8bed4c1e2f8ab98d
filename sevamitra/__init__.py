"""SevaMitra: government services in a WhatsApp chat."""
