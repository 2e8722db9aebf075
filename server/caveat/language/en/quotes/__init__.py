"""Quotes in English: reported content, quoted speech, speakers and their names."""
