"""Workbooks in: template, upload, preview, confirmation, receipt."""
