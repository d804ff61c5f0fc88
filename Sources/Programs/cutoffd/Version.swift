// Which version this is: the last release in a checkout, that of the commit in a package.

import CVersion

enum Version {
    static let current = String(cString: cutoffd_version())
}
