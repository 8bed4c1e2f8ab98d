"""The desk's own settings with a secret, a folder and a day for tests."""

import os
import tempfile

os.environ["SEVAMITRA_SECRET_KEY"] = "only-for-tests-only-for-tests-only-for-tests"
os.environ["SEVAMITRA_VAR"] = tempfile.mkdtemp(prefix="desk-test-")
os.environ["SEVAMITRA_DEMO"] = "1"
os.environ["SEVAMITRA_NOW"] = "2026-11-19T06:30:00+00:00"  # a Thursday, noon in India
os.environ["DESK_URL"] = "http://desk.test:8000"

from config.settings import *  # noqa: E402, F403

# One round instead of a million: logging in is not what is tested.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
STATIC_ROOT.mkdir()  # noqa: F405
