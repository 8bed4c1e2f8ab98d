"""The kinds of answer that a citizen gives: reading, checking, masking and asking for them."""
