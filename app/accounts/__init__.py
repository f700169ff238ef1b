"""Who is using the application: sign-in, sign-out, and the account behind a request."""
