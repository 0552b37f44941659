"""The measurements that the README quotes, for anyone to repeat."""
