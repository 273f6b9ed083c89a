"""The registers: requests for records, complaints, data gone astray, and what somebody asked not to be shared."""
