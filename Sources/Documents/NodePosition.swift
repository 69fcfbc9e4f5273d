extension Node {
  /// Where a node stands in its document; keeping one keeps nothing else.
  @frozen
  public struct Position: Hashable, Sendable {
    @usableFromInline let index: UInt32

    @inlinable
    init(index: UInt32) { self.index = index }
  }

  /// Where the node stands in its document.
  @inlinable public var position: Position { Position(index: index) }

  /// The node at a position of the document that this node is part of.
  @inlinable
  public func node(at position: Position) -> Node { Node(tape: tape, index: position.index) }
}
