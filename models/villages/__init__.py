"""Villages in time: boundary changes (行政区划调整), and which division holds on a day."""
