"""Marking a class. Each folder does one thing and says so in its first line; imports go one way:

class_run to marking to sandbox and notebook; class_run and feedback to gradebook to notebook. The files
beside the folders may be imported by all, and of them only commands.py imports the folders.
"""
