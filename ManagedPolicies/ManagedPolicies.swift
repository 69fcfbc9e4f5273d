/// The documents of AWS managed policies as text: `files` holds `documents.txt`.
public enum ManagedPolicies {}
