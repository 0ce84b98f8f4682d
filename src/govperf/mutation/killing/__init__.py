"""Looks for a 用例 that would notice a mistake: objects that tell the policy from its mutant, written as a case."""
