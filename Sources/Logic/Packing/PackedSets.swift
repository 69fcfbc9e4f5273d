extension PackedWriter {
  mutating func values(_ set: ValueSet) {
    flag(set.admitsAbsence)
    texts(set.single)
    list(set.many.cells) { writer, cell in
      writer.texts(cell.within)
      writer.list(cell.meeting) { $0.texts($1) }
    }
  }

  private mutating func texts(_ set: TextSet) {
    list(set.values) { $0.text($1) }
    list(set.cells) { $0.cell($1) }
  }

  private mutating func cell(_ cell: TextCell) {
    list(cell.matching) { $0.pattern($1) }
    list(cell.missing) { $0.pattern($1) }
    optional(cell.number) { $0.intervals($1) }
    optional(cell.date) { $0.intervals($1) }
    optional(cell.address) { $0.addresses($1) }
  }

  private mutating func intervals(_ set: IntervalSet) {
    flag(set.includesOthers)
    list(set.intervals) { writer, interval in
      writer.optional(interval.lower) { $0.bound($1) }
      writer.optional(interval.upper) { $0.bound($1) }
    }
  }

  private mutating func bound(_ bound: IntervalSet.Interval.Bound) {
    text(bound.value.description)
    flag(bound.isIncluded)
  }

  private mutating func addresses(_ set: AddressSet) {
    flag(set.includesOthers)
    list(set.v4.ranges) { writer, range in
      writer.number(range.lowerBound)
      writer.number(range.upperBound)
    }
    list(set.v6.ranges) { writer, range in
      writer.number(range.lowerBound)
      writer.number(range.upperBound)
    }
  }
}

extension PackedReader {
  mutating func values() throws(Damaged) -> ValueSet {
    ValueSet(
      absent: try flag(), single: try texts(),
      many: TextFamily(
        cells: try list { reader throws(Damaged) in
          TextFamily.Cell(
            within: try reader.texts(),
            meeting: try reader.list { reader throws(Damaged) in try reader.texts() })
        }))
  }

  private mutating func texts() throws(Damaged) -> TextSet {
    TextSet(
      listed: try list { reader throws(Damaged) in try reader.text() },
      cells: try list { reader throws(Damaged) in try reader.cell() })
  }

  private mutating func cell() throws(Damaged) -> TextCell {
    TextCell(
      matching: try list { reader throws(Damaged) in try reader.pattern() },
      missing: try list { reader throws(Damaged) in try reader.pattern() },
      number: try optional { reader throws(Damaged) in try reader.intervals() },
      date: try optional { reader throws(Damaged) in try reader.intervals() },
      address: try optional { reader throws(Damaged) in try reader.addresses() })
  }

  private mutating func intervals() throws(Damaged) -> IntervalSet {
    let includesOthers = try flag()
    let intervals = try list { reader throws(Damaged) in
      IntervalSet.Interval(
        lower: try reader.optional { reader throws(Damaged) in try reader.bound() },
        upper: try reader.optional { reader throws(Damaged) in try reader.bound() })
    }
    return IntervalSet(intervals, includesOthers: includesOthers)
  }

  private mutating func bound() throws(Damaged) -> IntervalSet.Interval.Bound {
    guard let value = Decimal(try text()) else { throw Damaged() }
    return IntervalSet.Interval.Bound(value, isIncluded: try flag())
  }

  private mutating func addresses() throws(Damaged) -> AddressSet {
    let includesOthers = try flag()
    return AddressSet(
      v4: NumberRanges(try list { reader throws(Damaged) in try reader.block() }),
      v6: NumberRanges(try list { reader throws(Damaged) in try reader.block() }),
      includesOthers: includesOthers)
  }

  private mutating func block<Number: FixedWidthInteger & UnsignedInteger>()
    throws(Damaged) -> ClosedRange<Number>
  {
    let lower = try number(Number.self)
    let upper = try number(Number.self)
    guard lower <= upper else { throw Damaged() }
    return lower...upper
  }
}
