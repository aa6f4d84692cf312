"""The lessons in a browser with nothing installed: a JupyterLite site, whose Python is Pyodide (experimental)."""
