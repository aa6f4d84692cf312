"""A small business for a year, with any set of failures planted, from a seed. All of it synthetic."""
