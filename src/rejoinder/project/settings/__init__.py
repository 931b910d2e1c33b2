"""Django's settings; what they are made from is in project/environment.py."""
