"""A student's code in one process, the tests in another, and plain values between them."""
