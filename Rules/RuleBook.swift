/// The built-in rules as text.
public enum RuleBook {}
