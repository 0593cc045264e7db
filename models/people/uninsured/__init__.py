"""The uninsured (未参保名单): listed by others, labelled by data, asked about, answered."""
