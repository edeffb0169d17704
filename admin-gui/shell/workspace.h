#pragma once

#include "client/api_client.h"
#include "shell/actions.h"
#include "shell/job_watch.h"
#include "shell/navigator.h"
#include "shell/notices.h"
#include "shell/rights.h"
#include "widgets/time_text.h"

namespace auth::console {

/// What a page works with. All of it lives as long as the window; GUI thread.
struct Workspace {
    ApiClient &client;
    Rights &rights;
    Actions &actions;
    Navigator &navigator;
    Notices &notices;
    JobWatch &jobs;
    TimeText &times;
    QSettings &settings;
};

} // namespace auth::console
