import GRDB

/// `any_true(x)`: 1 when one value is true, else NULL when one is unknown, else 0.
///
/// `EXISTS` and `MAX` drop NULL, and with it a subject that nobody has decided about.
struct AnyTrue: DatabaseAggregate {
  private var result: Bool? = false

  mutating func step(_ values: [DatabaseValue]) {
    let value = values.first.flatMap { Bool.fromDatabaseValue($0) }
    if value == true || (value == nil && result == false) { result = value }
  }

  func finalize() -> (any DatabaseValueConvertible)? { result }
}

/// `all_true(x)`: 0 when one value is false, else NULL when one is unknown, else 1.
struct AllTrue: DatabaseAggregate {
  private var result: Bool? = true

  mutating func step(_ values: [DatabaseValue]) {
    let value = values.first.flatMap { Bool.fromDatabaseValue($0) }
    if value == false || (value == nil && result == true) { result = value }
  }

  func finalize() -> (any DatabaseValueConvertible)? { result }
}
