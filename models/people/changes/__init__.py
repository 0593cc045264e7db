"""Changes in a family (家庭变更): each one action, one transaction, one line of its history."""
