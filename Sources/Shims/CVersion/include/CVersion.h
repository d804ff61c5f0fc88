#pragma once

/// The version that this was built as.
const char *cutoffd_version(void);
