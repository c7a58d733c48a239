"""Sentences in the registry's languages, from message catalogues; and text made safe to show."""
