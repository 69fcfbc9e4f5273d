/// The built-in rules as text: `files` lists every YAML file of this folder.
public enum RuleBook {}
