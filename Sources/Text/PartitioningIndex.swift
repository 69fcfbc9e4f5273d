extension Array {
  /// Index of the first element for which a condition holds, as it must for all behind it; `count` where
  /// it holds for none.
  ///
  /// - Complexity: logarithmic in the number of elements.
  @inlinable
  public func partitioningIndex(where condition: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
