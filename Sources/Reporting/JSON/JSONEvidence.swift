import Estate
import Text
import TrustGraph

extension JSONWriter {
  /// Writes the place of a statement and what it does for a step.
  mutating func evidence(at place: Place, _ role: Evidence.Role) {
    object { json in
      json.key("file")
      json.string(place.path, as: .identifier)
      json.key("line")
      json.number(place.start.line)
      json.key("column")
      json.number(place.start.column)
      json.key("role")
      json.string(role.rawValue, as: .identifier)
    }
  }
}
