"""Looks for a 用例 that would notice a mistake: objects for which the policy and its mutant differ, told as a case."""
