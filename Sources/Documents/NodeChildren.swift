extension Node {
  /// The elements of a sequence; empty for every other kind.
  @inlinable public var elements: Elements { Elements(self) }

  /// The members of a mapping in order, duplicates included; empty for every other kind.
  @inlinable public var members: Members { Members(self) }

  /// Number of elements or members, duplicates included; 0 for scalars and holes.
  @inlinable public var count: Int {
    let token = token
    guard token.isCollection else { return 0 }
    return Int(tape.tokens[Int(index &+ token.length) - 1].length)
  }

  /// Whether some mapping of the node's document has a key twice.
  public var mayRepeatKeys: Bool { tape.hasDuplicates }

  /// The value of the last member with that key; nil for other kinds and when only keys with
  /// holes could match.
  ///
  /// - Complexity: linear in the number of members.
  @inlinable
  public subscript(_ key: StaticString) -> Node? {
    lastMember { $0.equals(key, at: $1) }
  }

  /// The value of the last member with that key; nil for other kinds and when only keys with
  /// holes could match.
  ///
  /// - Complexity: linear in the number of members.
  @_disfavoredOverload
  public subscript(_ key: String) -> Node? {
    var key = key
    return key.withUTF8 { bytes in
      lastMember { Node(tape: $0, index: $1).equals(UnsafeRawBufferPointer(bytes)) }
    }
  }

  /// The value of the last member whose key fits; makes no node for those that do not.
  @inlinable @inline(__always)
  func lastMember(_ fits: (Tape, UInt32) -> Bool) -> Node? {
    let token = token
    guard token.tag == Token.Tag.mapping else { return nil }
    let end = index &+ token.length &- 1
    var next = index &+ 1
    var found: UInt32?
    while next < end {
      let value = next &+ tape.tokens[Int(next)].span
      if fits(tape, next) {
        found = value
        if !tape.hasDuplicates { break }
      }
      next = value &+ tape.tokens[Int(value)].span
    }
    return found.map { Node(tape: tape, index: $0) }
  }

  /// The elements of a sequence, in order.
  @frozen
  public struct Elements: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let tape: Tape
    @usableFromInline var index: UInt32
    @usableFromInline let end: UInt32

    @inlinable
    init(_ node: Node) {
      let token = node.token
      tape = node.tape
      let isEmpty = token.tag != Token.Tag.sequence
      index = isEmpty ? 0 : node.index &+ 1
      end = isEmpty ? 0 : node.index &+ token.length &- 1
    }

    /// The next element.
    @inlinable
    public mutating func next() -> Node? {
      guard index < end else { return nil }
      let node = Node(tape: tape, index: index)
      index &+= tape.tokens[Int(index)].span
      return node
    }
  }

  /// The members of a mapping, in order.
  @frozen
  public struct Members: Sequence, IteratorProtocol, Sendable {
    @usableFromInline let tape: Tape
    @usableFromInline var index: UInt32
    @usableFromInline let end: UInt32

    @inlinable
    init(_ node: Node) {
      let token = node.token
      tape = node.tape
      let isEmpty = token.tag != Token.Tag.mapping
      index = isEmpty ? 0 : node.index &+ 1
      end = isEmpty ? 0 : node.index &+ token.length &- 1
    }

    /// The next key with its value.
    @inlinable
    public mutating func next() -> (key: Node, value: Node)? {
      guard index < end else { return nil }
      let key = Node(tape: tape, index: index)
      index &+= tape.tokens[Int(index)].span
      let value = Node(tape: tape, index: index)
      index &+= tape.tokens[Int(index)].span
      return (key, value)
    }
  }
}
