"""The measurements that the README and docs/ quote, for anyone to repeat."""
