<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>LogTime</name>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>%n s ago</numerusform>
            <numerusform>%n s ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::BulkWords</name>
    <message numerus="yes">
        <source>Activate %Ln users</source>
        <translation>
            <numerusform>Activate %Ln user</numerusform>
            <numerusform>Activate %Ln users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deactivate %Ln users</source>
        <translation>
            <numerusform>Deactivate %Ln user</numerusform>
            <numerusform>Deactivate %Ln users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lock %Ln users</source>
        <translation>
            <numerusform>Lock %Ln user</numerusform>
            <numerusform>Lock %Ln users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlock %Ln users</source>
        <translation>
            <numerusform>Unlock %Ln user</numerusform>
            <numerusform>Unlock %Ln users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Require another password of %Ln users</source>
        <translation>
            <numerusform>Require another password of %Ln user</numerusform>
            <numerusform>Require another password of %Ln users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give %Ln users the role %1</source>
        <translation>
            <numerusform>Give %Ln user the role %1</numerusform>
            <numerusform>Give %Ln users the role %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take the role %1 from %Ln users</source>
        <translation>
            <numerusform>Take the role %1 from %Ln user</numerusform>
            <numerusform>Take the role %1 from %Ln users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign %Ln users out everywhere</source>
        <translation>
            <numerusform>Sign %Ln user out everywhere</numerusform>
            <numerusform>Sign %Ln users out everywhere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln users</source>
        <translation>
            <numerusform>Delete %Ln user</numerusform>
            <numerusform>Delete %Ln users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln users</source>
        <translation>
            <numerusform>Restore %Ln user</numerusform>
            <numerusform>Restore %Ln users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln users back</source>
        <translation>
            <numerusform>Put %Ln user back</numerusform>
            <numerusform>Put %Ln users back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are activated.</source>
        <translation>
            <numerusform>%Ln user is activated.</numerusform>
            <numerusform>%Ln users are activated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are deactivated.</source>
        <translation>
            <numerusform>%Ln user is deactivated.</numerusform>
            <numerusform>%Ln users are deactivated.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are locked.</source>
        <translation>
            <numerusform>%Ln user is locked.</numerusform>
            <numerusform>%Ln users are locked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are unlocked.</source>
        <translation>
            <numerusform>%Ln user is unlocked.</numerusform>
            <numerusform>%Ln users are unlocked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users have to choose another password.</source>
        <translation>
            <numerusform>%Ln user has to choose another password.</numerusform>
            <numerusform>%Ln users have to choose another password.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users have other roles.</source>
        <translation>
            <numerusform>%Ln user has other roles.</numerusform>
            <numerusform>%Ln users have other roles.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are signed out everywhere.</source>
        <translation>
            <numerusform>%Ln user is signed out everywhere.</numerusform>
            <numerusform>%Ln users are signed out everywhere.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are deleted.</source>
        <translation>
            <numerusform>%Ln user is deleted.</numerusform>
            <numerusform>%Ln users are deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are restored.</source>
        <translation>
            <numerusform>%Ln user is restored.</numerusform>
            <numerusform>%Ln users are restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are as they were before.</source>
        <translation>
            <numerusform>%Ln user is as before.</numerusform>
            <numerusform>%Ln users are as they were before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give %Ln users a role</source>
        <translation>
            <numerusform>Give %Ln user a role</numerusform>
            <numerusform>Give %Ln users a role</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take a role from %Ln users</source>
        <translation>
            <numerusform>Take a role from %Ln user</numerusform>
            <numerusform>Take a role from %Ln users</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::ConfirmDialog</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters left</source>
        <translation>
            <numerusform>%Ln character left</numerusform>
            <numerusform>%Ln characters left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::HealthFacts</name>
    <message numerus="yes">
        <source>%1, %Ln passes</source>
        <translation>
            <numerusform>%1, %Ln pass</numerusform>
            <numerusform>%1, %Ln passes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln days left</source>
        <translation>
            <numerusform>%1, %Ln day left</numerusform>
            <numerusform>%1, %Ln days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::ImportFilePage</name>
    <message numerus="yes">
        <source>%1, cells between %2: %3 columns, %Ln rows.</source>
        <translation>
            <numerusform>%1, cells between %2: %3 columns, %Ln row.</numerusform>
            <numerusform>%1, cells between %2: %3 columns, %Ln rows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::JobChanges</name>
    <message numerus="yes">
        <source>The job is cancelled; %Ln accounts were changed before.</source>
        <translation>
            <numerusform>The job is cancelled; %Ln account was changed before.</numerusform>
            <numerusform>The job is cancelled; %Ln accounts were changed before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln accounts back</source>
        <translation>
            <numerusform>Put %Ln account back</numerusform>
            <numerusform>Put %Ln accounts back</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::JobFailures</name>
    <message numerus="yes">
        <source>%Ln accounts are in %1.</source>
        <translation>
            <numerusform>%Ln account is in %1.</numerusform>
            <numerusform>%Ln accounts are in %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::LiveStatus</name>
    <message numerus="yes">
        <source>Reconnecting in %n s</source>
        <translation>
            <numerusform>Reconnecting in %n s</numerusform>
            <numerusform>Reconnecting in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::LogLevelsTab</name>
    <message numerus="yes">
        <source>%Ln modules log from %1 for a while.</source>
        <translation>
            <numerusform>%Ln module logs from %1 for a while.</numerusform>
            <numerusform>%Ln modules log from %1 for a while.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::LogModel</name>
    <message numerus="yes">
        <source>%Ln line(s) came faster than they could be taken in</source>
        <translation>
            <numerusform>%Ln line came faster than it could be taken in</numerusform>
            <numerusform>%Ln lines came faster than they could be taken in</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) not available</source>
        <translation>
            <numerusform>%Ln line not available</numerusform>
            <numerusform>%Ln lines not available</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::LogsPage</name>
    <message numerus="yes">
        <source>%n line(s) read.</source>
        <translation>
            <numerusform>%n line read.</numerusform>
            <numerusform>%n lines read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) were no log lines and are left out.</source>
        <translation>
            <numerusform>%n line was no log line and is left out.</numerusform>
            <numerusform>%n lines were no log lines and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) written.</source>
        <translation>
            <numerusform>%n line written.</numerusform>
            <numerusform>%n lines written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::OverviewPage</name>
    <message numerus="yes">
        <source>The server&apos;s certificate ends in %Ln days.</source>
        <translation>
            <numerusform>The server&apos;s certificate ends in %Ln day.</numerusform>
            <numerusform>The server&apos;s certificate ends in %Ln days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln accounts are locked.</source>
        <translation>
            <numerusform>%Ln account is locked.</numerusform>
            <numerusform>%Ln accounts are locked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::OverviewTiles</name>
    <message numerus="yes">
        <source>%Ln in the last hour</source>
        <translation>
            <numerusform>%Ln in the last hour</numerusform>
            <numerusform>%Ln in the last hour</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln operations wait</source>
        <translation>
            <numerusform>%Ln operation waits</numerusform>
            <numerusform>%Ln operations wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::RetentionTab</name>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::SecretDialog</name>
    <message numerus="yes">
        <source>Copied. The clipboard is cleared in %Ln seconds.</source>
        <translation>
            <numerusform>Copied. The clipboard is cleared in %Ln second.</numerusform>
            <numerusform>Copied. The clipboard is cleared in %Ln seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::SelectionBar</name>
    <message numerus="yes">
        <source>All %Ln matching users are selected.</source>
        <translation>
            <numerusform>The %Ln matching user is selected.</numerusform>
            <numerusform>All %Ln matching users are selected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are selected; the others are not loaded.</source>
        <translation>
            <numerusform>%Ln user is selected; the others are not loaded.</numerusform>
            <numerusform>%Ln users are selected; the others are not loaded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are selected.</source>
        <translation>
            <numerusform>%Ln user is selected.</numerusform>
            <numerusform>%Ln users are selected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Select &amp;all %Ln matching</source>
        <translation>
            <numerusform>Select &amp;the %Ln matching</numerusform>
            <numerusform>Select &amp;all %Ln matching</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::SessionRevocation</name>
    <message numerus="yes">
        <source>%n session(s) ended.</source>
        <translation>
            <numerusform>%n session ended.</numerusform>
            <numerusform>%n sessions ended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ending %n session(s)</source>
        <translation>
            <numerusform>Ending %n session</numerusform>
            <numerusform>Ending %n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::SessionsPage</name>
    <message numerus="yes">
        <source>End %n session(s)</source>
        <translation>
            <numerusform>End %n session</numerusform>
            <numerusform>End %n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::SignInForm</name>
    <message numerus="yes">
        <source>%n second(s) left.</source>
        <translation>
            <numerusform>%n second left.</numerusform>
            <numerusform>%n seconds left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::StatusArea</name>
    <message numerus="yes">
        <source>The server&apos;s clock is %n second(s) ahead of this machine&apos;s.</source>
        <translation>
            <numerusform>The server&apos;s clock is %n second ahead of this machine&apos;s.</numerusform>
            <numerusform>The server&apos;s clock is %n seconds ahead of this machine&apos;s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server&apos;s clock is %n second(s) behind this machine&apos;s.</source>
        <translation>
            <numerusform>The server&apos;s clock is %n second behind this machine&apos;s.</numerusform>
            <numerusform>The server&apos;s clock is %n seconds behind this machine&apos;s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::StoryModel</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::TimeText</name>
    <message numerus="yes">
        <source>%Ln min ago</source>
        <translation>
            <numerusform>%Ln min ago</numerusform>
            <numerusform>%Ln min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln min</source>
        <translation>
            <numerusform>in %Ln min</numerusform>
            <numerusform>in %Ln min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h ago</source>
        <translation>
            <numerusform>%Ln h ago</numerusform>
            <numerusform>%Ln h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln h</source>
        <translation>
            <numerusform>in %Ln h</numerusform>
            <numerusform>in %Ln h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days ago</source>
        <translation>
            <numerusform>%Ln day ago</numerusform>
            <numerusform>%Ln days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln days</source>
        <translation>
            <numerusform>in %Ln day</numerusform>
            <numerusform>in %Ln days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::UserChanges</name>
    <message numerus="yes">
        <source>%Ln session(s) end now.</source>
        <translation>
            <numerusform>%Ln session ends now.</numerusform>
            <numerusform>%Ln sessions end now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::UserFilterText</name>
    <message numerus="yes">
        <source>One can search for %Ln characters at most.</source>
        <translation>
            <numerusform>One can search for %Ln character at most.</numerusform>
            <numerusform>One can search for %Ln characters at most.</numerusform>
        </translation>
    </message>
</context>
</TS>
