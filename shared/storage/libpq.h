#pragma once

#include "core/late_library.h"

#include <libpq-fe.h>

/// libpq, as Qt's plugin for PostgreSQL loads it too. Those who serve from a file never do.
namespace auth {

inline constinit LateLibrary libpq("libpq.so.5");
AUTH_LATE(libpq, PQclear);
AUTH_LATE(libpq, PQcmdStatus);
AUTH_LATE(libpq, PQcmdTuples);
AUTH_LATE(libpq, PQconndefaults);
AUTH_LATE(libpq, PQconninfoFree);
AUTH_LATE(libpq, PQconsumeInput);
AUTH_LATE(libpq, PQfreemem);
AUTH_LATE(libpq, PQftype);
AUTH_LATE(libpq, PQgetResult);
AUTH_LATE(libpq, PQgetisnull);
AUTH_LATE(libpq, PQgetlength);
AUTH_LATE(libpq, PQgetvalue);
AUTH_LATE(libpq, PQisBusy);
AUTH_LATE(libpq, PQnotifies);
AUTH_LATE(libpq, PQntuples);
AUTH_LATE(libpq, PQresultErrorField);
AUTH_LATE(libpq, PQresultStatus);
AUTH_LATE(libpq, PQsendPrepare);
AUTH_LATE(libpq, PQsendQuery);
AUTH_LATE(libpq, PQsendQueryParams);
AUTH_LATE(libpq, PQsendQueryPrepared);
AUTH_LATE(libpq, PQsetNoticeProcessor);
AUTH_LATE(libpq, PQsocket);
AUTH_LATE(libpq, PQstatus);
AUTH_LATE(libpq, PQtransactionStatus);

} // namespace auth
