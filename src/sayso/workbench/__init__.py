"""The workbench: pages to look at a project, check every claim against its text, and correct it. `sayso serve`."""
