public import Estate

/// The redaction of a run's secrets, told apart from the redaction of residual conditions.
public typealias SecretRedaction = Redaction
