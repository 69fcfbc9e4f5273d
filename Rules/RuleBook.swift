/// The built-in rules and their tables as values, made from the YAML files of this folder.
public enum RuleBook {}
