"""The custom actions: thin glue between Rasa's action server and `sevamitra.dialogue`."""
