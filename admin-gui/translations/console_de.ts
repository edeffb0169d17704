<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ApiError</name>
    <message>
        <source>The answer was not understood. Is this an auth-serve server, of a version that fits this program?</source>
        <translation>Die Antwort war nicht verständlich. Ist dies ein auth-serve-Server in einer Version, die zu diesem Programm passt?</translation>
    </message>
</context>
<context>
    <name>AuditFilter</name>
    <message>
        <source>%1: takes the id of a user. Find the user first; Show audit leads here.</source>
        <translation>%1: erwartet die ID eines Benutzers. Zuerst den Benutzer suchen; „Prüfprotokoll anzeigen“ führt hierher.</translation>
    </message>
    <message>
        <source>%1: takes a day such as 2026-01-31, or a moment such as 2026-01-31T10:00:00Z.</source>
        <translation>%1: erwartet einen Tag wie 2026-01-31 oder einen Zeitpunkt wie 2026-01-31T10:00:00Z.</translation>
    </message>
    <message>
        <source>class: is security, accounts or system.</source>
        <translation>class: ist security, accounts oder system.</translation>
    </message>
    <message>
        <source>There are actor:, person:, target:, action:, class:, request:, since: and until: here, not %1:</source>
        <translation>Hier gibt es actor:, person:, target:, action:, class:, request:, since: und until:, aber nicht %1:</translation>
    </message>
</context>
<context>
    <name>AuditWords</name>
    <message>
        <source>(name erased)</source>
        <translation>(Name gelöscht)</translation>
    </message>
    <message>
        <source>the service</source>
        <translation>der Dienst</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>CertificateProblem</name>
    <message>
        <source>The server shows another certificate than the one that was trusted for this profile.</source>
        <translation>Der Server zeigt ein anderes Zertifikat als das, dem für dieses Profil vertraut wurde.</translation>
    </message>
</context>
<context>
    <name>LogFilter</name>
    <message>
        <source>A level is debug, info, warning or error, with &gt;= before it for that one and more urgent ones.</source>
        <translation>Ein Level ist debug, info, warning oder error; mit &gt;= davor gelten auch alle dringenderen.</translation>
    </message>
    <message>
        <source>A status is a number such as 404, &gt;=400, a class such as 5xx, or a range: 400..499.</source>
        <translation>Ein Status ist eine Zahl wie 404, &gt;=400, eine Klasse wie 5xx oder ein Bereich: 400..499.</translation>
    </message>
    <message>
        <source>A duration is a number with us, ms, s or min behind it, such as &gt;250ms.</source>
        <translation>Eine Dauer ist eine Zahl mit us, ms, s oder min dahinter, etwa &gt;250ms.</translation>
    </message>
    <message>
        <source>An id is made of the digits 0 to 9 and the letters a to f; its beginning is enough.</source>
        <translation>Eine ID besteht aus den Ziffern 0 bis 9 und den Buchstaben a bis f; ihr Anfang genügt.</translation>
    </message>
    <message>
        <source>A word is missing on one side of the &apos;|&apos;.</source>
        <translation>Auf einer Seite des „|“ fehlt ein Wort.</translation>
    </message>
    <message>
        <source>Write what is to be left out right behind the &apos;-&apos;.</source>
        <translation>Was ausgeschlossen werden soll, direkt hinter das „-“ schreiben.</translation>
    </message>
    <message>
        <source>Write a value right behind the &apos;:&apos;.</source>
        <translation>Einen Wert direkt hinter das „:“ schreiben.</translation>
    </message>
    <message>
        <source>The quotation mark has no counterpart.</source>
        <translation>Das Anführungszeichen hat kein Gegenstück.</translation>
    </message>
    <message>
        <source>There is nothing between the quotation marks.</source>
        <translation>Zwischen den Anführungszeichen steht nichts.</translation>
    </message>
    <message>
        <source>The regular expression has no &apos;/&apos; at its end.</source>
        <translation>Dem regulären Ausdruck fehlt das „/“ am Ende.</translation>
    </message>
    <message>
        <source>The regular expression is not valid: %1.</source>
        <translation>Der reguläre Ausdruck ist ungültig: %1.</translation>
    </message>
</context>
<context>
    <name>LogTime</name>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>vor %n s</numerusform>
            <numerusform>vor %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>vor %n min</numerusform>
            <numerusform>vor %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>vor %n h</numerusform>
            <numerusform>vor %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>PasteTarget</name>
    <message>
        <source>Find user %1</source>
        <translation>Benutzer %1 suchen</translation>
    </message>
    <message>
        <source>Go to user %1</source>
        <translation>Zum Benutzer %1</translation>
    </message>
    <message>
        <source>Log lines of session %1</source>
        <translation>Logzeilen der Sitzung %1</translation>
    </message>
    <message>
        <source>Story of request %1</source>
        <translation>Verlauf der Anfrage %1</translation>
    </message>
</context>
<context>
    <name>RoleDialog</name>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
</context>
<context>
    <name>SessionFilter</name>
    <message>
        <source>user: takes the id of a user. Find the user first; Show sessions leads here.</source>
        <translation>user: erwartet die ID eines Benutzers. Zuerst den Benutzer suchen; „Sitzungen anzeigen“ führt hierher.</translation>
    </message>
    <message>
        <source>There are user:, ip: and client: here, not %1:</source>
        <translation>Hier gibt es user:, ip: und client:, aber nicht %1:</translation>
    </message>
</context>
<context>
    <name>WhatToDo</name>
    <message>
        <source>Check address and password; the password is case-sensitive.</source>
        <translation>Adresse und Passwort prüfen; beim Passwort zählt Groß- und Kleinschreibung.</translation>
    </message>
    <message>
        <source>Ask another administrator to switch the account on.</source>
        <translation>Einen anderen Administrator bitten, das Konto einzuschalten.</translation>
    </message>
    <message>
        <source>Choose a new password below; it is used from now on.</source>
        <translation>Unten ein neues Passwort wählen; es gilt ab sofort.</translation>
    </message>
    <message>
        <source>There were too many attempts. Wait until the button is free again.</source>
        <translation>Zu viele Versuche. Warten, bis die Schaltfläche wieder frei ist.</translation>
    </message>
    <message>
        <source>Sign in with your password.</source>
        <translation>Mit dem Passwort anmelden.</translation>
    </message>
    <message>
        <source>The server is there and cannot work just now. Try again in a moment.</source>
        <translation>Der Server ist da, kann aber gerade nicht arbeiten. Gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Look for a typing mistake, or ask whether a VPN is needed.</source>
        <translation>Auf Tippfehler prüfen oder fragen, ob ein VPN nötig ist.</translation>
    </message>
    <message>
        <source>Check the port, and whether the service is running.</source>
        <translation>Den Port prüfen und ob der Dienst läuft.</translation>
    </message>
    <message>
        <source>A firewall may drop the connection. Check address and port.</source>
        <translation>Vielleicht verwirft eine Firewall die Verbindung. Adresse und Port prüfen.</translation>
    </message>
    <message>
        <source>If the server uses a certificate of your own, set its CA file.</source>
        <translation>Verwendet der Server ein eigenes Zertifikat, dessen CA-Datei einstellen.</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>There is nothing to go back to.</source>
        <translation>Es gibt nichts, wohin es zurückgeht.</translation>
    </message>
    <message>
        <source>There is nothing to go forward to.</source>
        <translation>Es gibt nichts, wohin es vorwärtsgeht.</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>&amp;Clear or close</source>
        <translation>&amp;Leeren oder schließen</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>V&amp;origer Bereich</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>&amp;Narrow sidebar</source>
        <translation>Sch&amp;male Seitenleiste</translation>
    </message>
    <message>
        <source>&amp;Times: local, UTC, relative</source>
        <translation>Zei&amp;ten: Ortszeit, UTC, relativ</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>Voll&amp;bild</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>S&amp;perren</translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation>&amp;Neues Fenster</translation>
    </message>
    <message>
        <source>Sign &amp;out, to another server</source>
        <translation>A&amp;bmelden, zu anderem Server</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>Fenster &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About</source>
        <translation>&amp;Info</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
</context>
<context>
    <name>auth::console::AccessTokens</name>
    <message>
        <source>Somebody else has signed in.</source>
        <translation>Jemand anderes hat sich angemeldet.</translation>
    </message>
    <message>
        <source>The session is over. Sign in again.</source>
        <translation>Die Sitzung ist beendet. Bitte neu anmelden.</translation>
    </message>
</context>
<context>
    <name>auth::console::Action</name>
    <message>
        <source>Select something first.</source>
        <translation>Zuerst etwas auswählen.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>auth::console::AttentionList</name>
    <message>
        <source>Show the circuits</source>
        <translation>Schutzschalter anzeigen</translation>
    </message>
    <message>
        <source>Show failed sign-ins</source>
        <translation>Fehlgeschlagene Anmeldungen anzeigen</translation>
    </message>
    <message>
        <source>Show refused requests</source>
        <translation>Abgewiesene Anfragen anzeigen</translation>
    </message>
    <message>
        <source>Show the server</source>
        <translation>Server anzeigen</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Handlungsbedarf</translation>
    </message>
    <message>
        <source>Nothing needs your attention.</source>
        <translation>Kein Handlungsbedarf.</translation>
    </message>
</context>
<context>
    <name>auth::console::AuditPage</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>user., class:security, person:id, since:2026-01-31</source>
        <translation>user., class:security, person:id, since:2026-01-31</translation>
    </message>
    <message>
        <source>Nothing is on record yet.</source>
        <translation>Noch keine Einträge.</translation>
    </message>
    <message>
        <source>No entry matches this filter.</source>
        <translation>Kein Eintrag passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>Go to &amp;user</source>
        <translation>Zum Ben&amp;utzer</translation>
    </message>
    <message>
        <source>&amp;Story of the request</source>
        <translation>Verlauf der An&amp;frage</translation>
    </message>
    <message>
        <source>All by the same &amp;actor</source>
        <translation>&amp;Alle Einträge dieses Urhebers</translation>
    </message>
    <message>
        <source>&amp;Export the whole trail…</source>
        <translation>Gesamtes Prüfprotokoll &amp;exportieren…</translation>
    </message>
    <message>
        <source>As a file that auth-serve audit verify can check; the export is on record itself</source>
        <translation>Als Datei, die „auth-serve audit verify“ prüfen kann; der Export selbst wird ebenfalls protokolliert</translation>
    </message>
    <message>
        <source>Select an entry that concerns a user.</source>
        <translation>Einen Eintrag auswählen, der einen Benutzer betrifft.</translation>
    </message>
    <message>
        <source>Select an entry that was made in a request.</source>
        <translation>Einen Eintrag auswählen, der zu einer Anfrage gehört.</translation>
    </message>
    <message>
        <source>Select an entry that a user made.</source>
        <translation>Einen Eintrag auswählen, den ein Benutzer verursacht hat.</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Export the audit trail</source>
        <translation>Prüfprotokoll exportieren</translation>
    </message>
    <message>
        <source>For verification (*.ndjson)</source>
        <translation>Zur Überprüfung (*.ndjson)</translation>
    </message>
</context>
<context>
    <name>auth::console::AuditPanel</name>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>This entry changed no member.</source>
        <translation>Dieser Eintrag hat kein Feld geändert.</translation>
    </message>
    <message>
        <source>%1 #%2</source>
        <translation>%1 Nr. %2</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Of this entry and, through it, of all before.</source>
        <translation>Über diesen Eintrag und damit über alle davor.</translation>
    </message>
</context>
<context>
    <name>auth::console::BreakerModel</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>no more is known</source>
        <translation>mehr ist nicht bekannt</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>With the next call</source>
        <translation>Beim nächsten Aufruf</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>In %1</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Half-open</source>
        <translation>Halb offen</translation>
    </message>
    <message>
        <source>Circuit</source>
        <translation>Schutzschalter</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Tried again</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>Failures in a row</source>
        <translation>Fehler in Folge</translation>
    </message>
    <message>
        <source>Calls kept back</source>
        <translation>Zurückgehaltene Aufrufe</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Letzter Fehler</translation>
    </message>
</context>
<context>
    <name>auth::console::BulkChanges</name>
    <message>
        <source>Lock the selected users</source>
        <translation>Ausgewählte Benutzer sperren</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>auth::console::BulkRoleDialog</name>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Roles of the selected users</source>
        <translation>Rollen der ausgewählten Benutzer</translation>
    </message>
    <message>
        <source>Give a role</source>
        <translation>Rolle vergeben</translation>
    </message>
    <message>
        <source>Take a role away</source>
        <translation>Rolle entziehen</translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>C&amp;hange:</source>
        <translation>&amp;Änderung:</translation>
    </message>
    <message>
        <source>&amp;Role:</source>
        <translation>&amp;Rolle:</translation>
    </message>
</context>
<context>
    <name>auth::console::BulkRun</name>
    <message>
        <source>Look what would happen</source>
        <translation>Prüfen, was geschehen würde</translation>
    </message>
    <message>
        <source>There is nothing to change.
%1</source>
        <translation>Es gibt nichts zu ändern.
%1</translation>
    </message>
    <message>
        <source>%1 &lt;%2&gt;</source>
        <translation>%1 &lt;%2&gt;</translation>
    </message>
    <message>
        <source>The rest was left alone: the job was cancelled.</source>
        <translation>Alle übrigen blieben unverändert: Die Aufgabe wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>The job was cancelled.</source>
        <translation>Die Aufgabe wurde abgebrochen.</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 ist fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>Show the job</source>
        <translation>Aufgabe anzeigen</translation>
    </message>
</context>
<context>
    <name>auth::console::BulkWords</name>
    <message numerus="yes">
        <source>Activate %Ln users</source>
        <translation>
            <numerusform>%Ln Benutzer aktivieren</numerusform>
            <numerusform>%Ln Benutzer aktivieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deactivate %Ln users</source>
        <translation>
            <numerusform>%Ln Benutzer deaktivieren</numerusform>
            <numerusform>%Ln Benutzer deaktivieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lock %Ln users</source>
        <translation>
            <numerusform>%Ln Benutzer sperren</numerusform>
            <numerusform>%Ln Benutzer sperren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlock %Ln users</source>
        <translation>
            <numerusform>%Ln Benutzer entsperren</numerusform>
            <numerusform>%Ln Benutzer entsperren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Require another password of %Ln users</source>
        <translation>
            <numerusform>Von %Ln Benutzer neues Passwort verlangen</numerusform>
            <numerusform>Von %Ln Benutzern neues Passwort verlangen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give %Ln users the role %1</source>
        <translation>
            <numerusform>Rolle %1 an %Ln Benutzer vergeben</numerusform>
            <numerusform>Rolle %1 an %Ln Benutzer vergeben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take the role %1 from %Ln users</source>
        <translation>
            <numerusform>Rolle %1 bei %Ln Benutzer entziehen</numerusform>
            <numerusform>Rolle %1 bei %Ln Benutzern entziehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign %Ln users out everywhere</source>
        <translation>
            <numerusform>%Ln Benutzer überall abmelden</numerusform>
            <numerusform>%Ln Benutzer überall abmelden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln users</source>
        <translation>
            <numerusform>%Ln Benutzer löschen</numerusform>
            <numerusform>%Ln Benutzer löschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln users</source>
        <translation>
            <numerusform>%Ln Benutzer wiederherstellen</numerusform>
            <numerusform>%Ln Benutzer wiederherstellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln users back</source>
        <translation>
            <numerusform>%Ln Benutzer zurückversetzen</numerusform>
            <numerusform>%Ln Benutzer zurückversetzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are activated.</source>
        <translation>
            <numerusform>%Ln Benutzer ist aktiviert.</numerusform>
            <numerusform>%Ln Benutzer sind aktiviert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are deactivated.</source>
        <translation>
            <numerusform>%Ln Benutzer ist deaktiviert.</numerusform>
            <numerusform>%Ln Benutzer sind deaktiviert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are locked.</source>
        <translation>
            <numerusform>%Ln Benutzer ist gesperrt.</numerusform>
            <numerusform>%Ln Benutzer sind gesperrt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are unlocked.</source>
        <translation>
            <numerusform>%Ln Benutzer ist entsperrt.</numerusform>
            <numerusform>%Ln Benutzer sind entsperrt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users have to choose another password.</source>
        <translation>
            <numerusform>%Ln Benutzer muss ein neues Passwort wählen.</numerusform>
            <numerusform>%Ln Benutzer müssen ein neues Passwort wählen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users have other roles.</source>
        <translation>
            <numerusform>%Ln Benutzer hat geänderte Rollen.</numerusform>
            <numerusform>%Ln Benutzer haben geänderte Rollen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are signed out everywhere.</source>
        <translation>
            <numerusform>%Ln Benutzer ist überall abgemeldet.</numerusform>
            <numerusform>%Ln Benutzer sind überall abgemeldet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are deleted.</source>
        <translation>
            <numerusform>%Ln Benutzer ist gelöscht.</numerusform>
            <numerusform>%Ln Benutzer sind gelöscht.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are restored.</source>
        <translation>
            <numerusform>%Ln Benutzer ist wiederhergestellt.</numerusform>
            <numerusform>%Ln Benutzer sind wiederhergestellt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are as they were before.</source>
        <translation>
            <numerusform>%Ln Benutzer ist wieder wie zuvor.</numerusform>
            <numerusform>%Ln Benutzer sind wieder wie zuvor.</numerusform>
        </translation>
    </message>
    <message>
        <source>All their sessions end now, and none of them can sign in until activated again.</source>
        <translation>Alle ihre Sitzungen enden sofort; bis zur erneuten Aktivierung ist keine Anmeldung möglich.</translation>
    </message>
    <message>
        <source>All their sessions end now; their passwords open nothing but their own replacement.</source>
        <translation>Alle ihre Sitzungen enden sofort; mit ihren Passwörtern lässt sich nur noch ein neues Passwort setzen.</translation>
    </message>
    <message>
        <source>All their sessions end now. This cannot be undone.</source>
        <translation>Alle ihre Sitzungen enden sofort. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>All their sessions end now. The accounts can be restored for a while.</source>
        <translation>Alle ihre Sitzungen enden sofort. Die Konten können eine Zeit lang wiederhergestellt werden.</translation>
    </message>
    <message numerus="yes">
        <source>Give %Ln users a role</source>
        <translation>
            <numerusform>Eine Rolle an %Ln Benutzer vergeben</numerusform>
            <numerusform>Eine Rolle an %Ln Benutzer vergeben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take a role from %Ln users</source>
        <translation>
            <numerusform>Eine Rolle bei %Ln Benutzer entziehen</numerusform>
            <numerusform>Eine Rolle bei %Ln Benutzern entziehen</numerusform>
        </translation>
    </message>
    <message>
        <source>All their sessions end now, and none of them can sign in until the lock ends.</source>
        <translation>Alle ihre Sitzungen enden sofort; bis zum Ende der Sperre ist keine Anmeldung möglich.</translation>
    </message>
</context>
<context>
    <name>auth::console::CertificateDialog</name>
    <message>
        <source>The certificate of %1 is not trusted</source>
        <translation>Das Zertifikat von %1 ist nicht vertrauenswürdig</translation>
    </message>
    <message>
        <source>Somebody between you and the server could read passwords and tokens. Compare the fingerprint with the one the server&apos;s administrator tells you before you trust it.</source>
        <translation>Jemand zwischen diesem Rechner und dem Server könnte Passwörter und Token mitlesen. Vor dem Vertrauen den Fingerabdruck mit dem vergleichen, den der Administrator des Servers nennt.</translation>
    </message>
    <message>
        <source>This cannot be overridden. Ask the server&apos;s administrator to mend the certificate.</source>
        <translation>Dies lässt sich nicht übergehen. Der Administrator des Servers muss das Zertifikat berichtigen.</translation>
    </message>
    <message>
        <source>Certificate chain</source>
        <translation>Zertifikatskette</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Ausgestellt von</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Valid to</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Trust this certificate for this profile</source>
        <translation>Diesem Zertifikat für dieses Profil vertrauen</translation>
    </message>
</context>
<context>
    <name>auth::console::Chip</name>
    <message>
        <source>Filter %1</source>
        <translation>Filter %1</translation>
    </message>
    <message>
        <source>Press Delete to remove it.</source>
        <translation>Entfernen mit Entf.</translation>
    </message>
</context>
<context>
    <name>auth::console::CircuitsTab</name>
    <message>
        <source>This server has no circuits: its database is a file of its own.</source>
        <translation>Dieser Server hat keine Schutzschalter: Seine Datenbank ist eine eigene Datei.</translation>
    </message>
    <message>
        <source>&amp;Reset the circuit…</source>
        <translation>Schutzschalter &amp;zurücksetzen…</translation>
    </message>
    <message>
        <source>Ask again at once what the circuit guards</source>
        <translation>Sofort wieder anfragen, was der Schutzschalter absichert</translation>
    </message>
    <message>
        <source>Reset the circuit</source>
        <translation>Schutzschalter zurücksetzen</translation>
    </message>
    <message>
        <source>An open circuit keeps requests from what does not answer, and tries again by itself.</source>
        <translation>Ein offener Schutzschalter hält Anfragen von einem Ziel fern, das nicht antwortet, und versucht es selbst erneut.</translation>
    </message>
    <message>
        <source>Circuits</source>
        <translation>Schutzschalter</translation>
    </message>
    <message>
        <source>Select a circuit on the tab Circuits first.</source>
        <translation>Zuerst auf dem Reiter „Schutzschalter“ einen Schutzschalter auswählen.</translation>
    </message>
    <message>
        <source>This circuit is closed: nothing is kept back.</source>
        <translation>Dieser Schutzschalter ist geschlossen: Nichts wird zurückgehalten.</translation>
    </message>
    <message>
        <source>Select a circuit first.</source>
        <translation>Zuerst einen Schutzschalter auswählen.</translation>
    </message>
    <message>
        <source>Reset the circuit %1</source>
        <translation>Schutzschalter %1 zurücksetzen</translation>
    </message>
    <message>
        <source>Requests reach it again at once.</source>
        <translation>Anfragen erreichen das Ziel sofort wieder.</translation>
    </message>
    <message>
        <source>When it still does not answer, the circuit opens again.</source>
        <translation>Antwortet es noch immer nicht, öffnet der Schutzschalter erneut.</translation>
    </message>
    <message>
        <source>The circuit %1 is closed.</source>
        <translation>Der Schutzschalter %1 ist geschlossen.</translation>
    </message>
</context>
<context>
    <name>auth::console::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Type a command, or paste an e-mail address or an id</source>
        <translation>Befehl eingeben oder eine E-Mail-Adresse oder ID einfügen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>auth::console::ConfirmDialog</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Type %1 to go on:</source>
        <translation>Zum Fortfahren %1 ein&amp;geben:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters left</source>
        <translation>
            <numerusform>Noch %Ln Zeichen</numerusform>
            <numerusform>Noch %Ln Zeichen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::ConnectPage</name>
    <message>
        <source>Known servers</source>
        <translation>Bekannte Server</translation>
    </message>
    <message>
        <source>Forget this server</source>
        <translation>Diesen Server vergessen</translation>
    </message>
    <message>
        <source>Sign in to a server</source>
        <translation>An einem Server anmelden</translation>
    </message>
    <message>
        <source>Another server</source>
        <translation>Anderer Server</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Your password and everything you see travel to %1 unencrypted.</source>
        <translation>Das Passwort und alles Angezeigte gehen unverschlüsselt an %1.</translation>
    </message>
    <message>
        <source>Send unencrypted</source>
        <translation>Unverschlüsselt senden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>auth::console::Connector</name>
    <message>
        <source>No server has the name %1. Check the address.</source>
        <translation>Es gibt keinen Server namens %1. Adresse prüfen.</translation>
    </message>
    <message>
        <source>The server is newer than this program. Install a newer console.</source>
        <translation>Der Server ist neuer als dieses Programm. Eine neuere Konsole installieren.</translation>
    </message>
    <message>
        <source>The server is too old for this program.</source>
        <translation>Der Server ist zu alt für dieses Programm.</translation>
    </message>
</context>
<context>
    <name>auth::console::Desk</name>
    <message>
        <source>The job</source>
        <translation>Die Aufgabe</translation>
    </message>
</context>
<context>
    <name>auth::console::DetailsDock</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Select something to see its details.</source>
        <translation>Etwas auswählen, um Details zu sehen.</translation>
    </message>
</context>
<context>
    <name>auth::console::DiffView</name>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
</context>
<context>
    <name>auth::console::Download</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>auth::console::ExportBar</name>
    <message>
        <source>Export under way</source>
        <translation>Export läuft</translation>
    </message>
    <message>
        <source>Cance&amp;l export</source>
        <translation>Export abb&amp;rechen</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>The export is cancelled; there is no file.</source>
        <translation>Der Export ist abgebrochen; es gibt keine Datei.</translation>
    </message>
    <message>
        <source>%1: %2 written</source>
        <translation>%1: %2 geschrieben</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>%1 is written.</source>
        <translation>%1 ist geschrieben.</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ordner anzeigen</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>JSON, a line for each user (*.ndjson)</source>
        <translation>JSON, eine Zeile je Benutzer (*.ndjson)</translation>
    </message>
    <message>
        <source>Export all users of the filter</source>
        <translation>Alle Benutzer des Filters exportieren</translation>
    </message>
</context>
<context>
    <name>auth::console::FeedWorker</name>
    <message>
        <source>What the server sent is no stream of lines.</source>
        <translation>Der Server hat keinen Zeilenstrom gesendet.</translation>
    </message>
    <message>
        <source>The server sent more than this console took in.</source>
        <translation>Der Server hat mehr gesendet, als diese Konsole aufnehmen konnte.</translation>
    </message>
    <message>
        <source>The server is stopping.</source>
        <translation>Der Server wird beendet.</translation>
    </message>
    <message>
        <source>The server closed the connection.</source>
        <translation>Der Server hat die Verbindung geschlossen.</translation>
    </message>
    <message>
        <source>The server has given no sign of life.</source>
        <translation>Der Server gibt kein Lebenszeichen.</translation>
    </message>
    <message>
        <source>The server shows a certificate that is not trusted.</source>
        <translation>Der Server zeigt ein Zertifikat, dem nicht vertraut wird.</translation>
    </message>
</context>
<context>
    <name>auth::console::FileExport</name>
    <message>
        <source>Writing %1…</source>
        <translation>%1 wird geschrieben…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1: %2 written</source>
        <translation>%1: %2 geschrieben</translation>
    </message>
    <message>
        <source>The export was cancelled; no file was written.</source>
        <translation>Der Export wurde abgebrochen; es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>%1 is written.</source>
        <translation>%1 ist geschrieben.</translation>
    </message>
    <message>
        <source>The export</source>
        <translation>Der Export</translation>
    </message>
</context>
<context>
    <name>auth::console::FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>auth::console::HealthFacts</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 pro Sekunde</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
    <message>
        <source>Optimised</source>
        <translation>Optimiert</translation>
    </message>
    <message>
        <source>For developers, slow</source>
        <translation>Für Entwickler, langsam</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>Schnittstelle</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Build</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Up for</source>
        <translation>Läuft seit</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Processor time</source>
        <translation>Prozessorzeit</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>System</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Connections in use</source>
        <translation>Verbindungen in Gebrauch</translation>
    </message>
    <message>
        <source>Idle connections</source>
        <translation>Freie Verbindungen</translation>
    </message>
    <message>
        <source>Waiting for one</source>
        <translation>Warten auf Verbindung</translation>
    </message>
    <message>
        <source>Waiting now</source>
        <translation>Jetzt wartend</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Transaktionen</translation>
    </message>
    <message>
        <source>Writes in them</source>
        <translation>Schreibvorgänge darin</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Wiederholt</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln passes</source>
        <translation>
            <numerusform>%1, %Ln Durchlauf</numerusform>
            <numerusform>%1, %Ln Durchläufe</numerusform>
        </translation>
    </message>
    <message>
        <source>At work</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Cost of one</source>
        <translation>Speicher je Hash</translation>
    </message>
    <message>
        <source>Memory of all</source>
        <translation>Speicher aller</translation>
    </message>
    <message>
        <source>Time of one</source>
        <translation>Dauer je Hash</translation>
    </message>
    <message>
        <source>Sign-ins at most</source>
        <translation>Anmeldungen maximal</translation>
    </message>
    <message>
        <source>Sign-ins left</source>
        <translation>Freie Anmeldungen</translation>
    </message>
    <message>
        <source>Hashes since the start</source>
        <translation>Hashes seit Start</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Not encrypted, within this computer</source>
        <translation>Nicht verschlüsselt, innerhalb dieses Rechners</translation>
    </message>
    <message>
        <source>Encrypted; the certificate has not been seen yet</source>
        <translation>Verschlüsselt; das Zertifikat wurde noch nicht gesehen</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>Ausgestellt für</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Ausgestellt von</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln days left</source>
        <translation>
            <numerusform>%1, noch %Ln Tag</numerusform>
            <numerusform>%1, noch %Ln Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
</context>
<context>
    <name>auth::console::HealthTab</name>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>May wait</source>
        <translation>Darf warten</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Queue full</source>
        <translation>Schlange voll</translation>
    </message>
    <message>
        <source>Waited too long</source>
        <translation>Zu lange gewartet</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Lines written</source>
        <translation>Geschriebene Zeilen</translation>
    </message>
    <message>
        <source>On their way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>Lebenszeichen</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Maschine</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Process</source>
        <translation>Prozess</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>Schreibvorgänge</translation>
    </message>
    <message>
        <source>Password hashing</source>
        <translation>Passwort-Hashing</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>Warteschlangen</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>Instanzen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
</context>
<context>
    <name>auth::console::HttpLink</name>
    <message>
        <source>The server&apos;s certificate is not trusted: %1</source>
        <translation>Das Zertifikat des Servers ist nicht vertrauenswürdig: %1</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>No server has the name %1.</source>
        <translation>Es gibt keinen Server namens %1.</translation>
    </message>
    <message>
        <source>Nothing answers at %1.</source>
        <translation>Unter %1 antwortet niemand.</translation>
    </message>
    <message>
        <source>No encrypted connection: %1</source>
        <translation>Keine verschlüsselte Verbindung: %1</translation>
    </message>
    <message>
        <source>The connection broke: %1</source>
        <translation>Die Verbindung ist abgebrochen: %1</translation>
    </message>
</context>
<context>
    <name>auth::console::ImportColumnsPage</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Say what each column is. An e-mail address is needed; without a name one is made from it.</source>
        <translation>Jeder Spalte ihre Bedeutung geben. Eine E-Mail-Adresse ist nötig; fehlt der Name, wird er daraus gebildet.</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>Spalten der Datei</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>For example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>What %1 is</source>
        <translation>Bedeutung von %1</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>One column has to be the e-mail address.</source>
        <translation>Eine Spalte muss die E-Mail-Adresse sein.</translation>
    </message>
    <message>
        <source>Two columns cannot both be “%1”.</source>
        <translation>Zwei Spalten können nicht beide „%1“ sein.</translation>
    </message>
</context>
<context>
    <name>auth::console::ImportFilePage</name>
    <message>
        <source>semicolons</source>
        <translation>Semikolons</translation>
    </message>
    <message>
        <source>tabs</source>
        <translation>Tabulatoren</translation>
    </message>
    <message>
        <source>bars</source>
        <translation>senkrechte Striche</translation>
    </message>
    <message>
        <source>commas</source>
        <translation>Kommas</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>A table in CSV whose first row names the columns. Users who exist already are left as they are.</source>
        <translation>Eine CSV-Tabelle, deren erste Zeile die Spalten benennt. Bereits vorhandene Benutzer bleiben unverändert.</translation>
    </message>
    <message>
        <source>/path/to/users.csv</source>
        <translation>/pfad/zu/benutzer.csv</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;Datei:</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei auswählen</translation>
    </message>
    <message>
        <source>File of users</source>
        <translation>Datei mit Benutzern</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>Tabellen (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This file cannot be read: %1.</source>
        <translation>Diese Datei kann nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>This file is too large for the console; use “auth-serve import” on the server.</source>
        <translation>Diese Datei ist zu groß für die Konsole; auf dem Server „auth-serve import“ verwenden.</translation>
    </message>
    <message>
        <source>UTF-8 with a byte order mark</source>
        <translation>UTF-8 mit Byte-Reihenfolge-Markierung</translation>
    </message>
    <message>
        <source>UTF-8</source>
        <translation>UTF-8</translation>
    </message>
    <message numerus="yes">
        <source>%1, cells between %2: %3 columns, %Ln rows.</source>
        <translation>
            <numerusform>%1, getrennt durch %2: %3 Spalten, %Ln Zeile.</numerusform>
            <numerusform>%1, getrennt durch %2: %3 Spalten, %Ln Zeilen.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>Datei &amp;auswählen…</translation>
    </message>
    <message>
        <source>This is no file that can be read.</source>
        <translation>Das ist keine Datei, die gelesen werden kann.</translation>
    </message>
</context>
<context>
    <name>auth::console::ImportMapping</name>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Password hash</source>
        <translation>Passwort-Hash</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Active (yes or no)</source>
        <translation>Aktiv (ja oder nein)</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Must change password</source>
        <translation>Muss Passwort ändern</translation>
    </message>
    <message>
        <source>(hidden)</source>
        <translation>(verborgen)</translation>
    </message>
</context>
<context>
    <name>auth::console::ImportRunPage</name>
    <message>
        <source>&amp;Export failures…</source>
        <translation>Fehlschläge &amp;exportieren…</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>Was geschehen würde</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>The server looks at every row and changes nothing.</source>
        <translation>Der Server prüft jede Zeile und ändert nichts.</translation>
    </message>
    <message>
        <source>Rows that are refused do not hinder the others.</source>
        <translation>Abgewiesene Zeilen behindern die anderen nicht.</translation>
    </message>
    <message>
        <source>Send the rows</source>
        <translation>Zeilen senden</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Rows that are refused</source>
        <translation>Abgewiesene Zeilen</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Why it is refused</source>
        <translation>Grund der Abweisung</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>New: %1 · There already: %2 · Refused: %3</source>
        <translation>Neu: %1 · Vorhanden: %2 · Abgewiesen: %3</translation>
    </message>
    <message>
        <source>Export failures</source>
        <translation>Fehlschläge exportieren</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
</context>
<context>
    <name>auth::console::ImportTable</name>
    <message>
        <source>The file is UTF-16. Save it as “CSV UTF-8”.</source>
        <translation>Die Datei ist UTF-16. Als „CSV UTF-8“ speichern.</translation>
    </message>
    <message>
        <source>The file is not UTF-8. Save it as “CSV UTF-8”.</source>
        <translation>Die Datei ist nicht UTF-8. Als „CSV UTF-8“ speichern.</translation>
    </message>
    <message>
        <source>The file is no CSV: a quote is not closed.</source>
        <translation>Die Datei ist kein CSV: Ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>The file has no rows below its first one, which names the columns.</source>
        <translation>Die Datei hat keine Zeilen unter der ersten, die die Spalten benennt.</translation>
    </message>
    <message>
        <source>The first row names more than %L1 columns.</source>
        <translation>Die erste Zeile benennt mehr als %L1 Spalten.</translation>
    </message>
    <message>
        <source>Line %L1 has more cells than the first row names columns.</source>
        <translation>Zeile %L1 hat mehr Zellen, als die erste Zeile Spalten benennt.</translation>
    </message>
    <message>
        <source>The file has more than %L1 rows; use “auth-serve import” on the server.</source>
        <translation>Die Datei hat mehr als %L1 Zeilen; auf dem Server „auth-serve import“ verwenden.</translation>
    </message>
</context>
<context>
    <name>auth::console::ImportWizard</name>
    <message>
        <source>Import users</source>
        <translation>Benutzer importieren</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importieren</translation>
    </message>
</context>
<context>
    <name>auth::console::InviteDialog</name>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>&amp;Invite</source>
        <translation>E&amp;inladen</translation>
    </message>
    <message>
        <source>Inviting…</source>
        <translation>Einladung läuft…</translation>
    </message>
    <message>
        <source>New user</source>
        <translation>Neuer Benutzer</translation>
    </message>
    <message>
        <source>3 to 50 letters, digits or underscores</source>
        <translation>3 bis 50 Buchstaben, Ziffern oder Unterstriche</translation>
    </message>
    <message>
        <source>You get a token to hand over. With it the user chooses a password.</source>
        <translation>Es entsteht ein Token zur Weitergabe. Damit wählt der Benutzer ein Passwort.</translation>
    </message>
    <message>
        <source>&amp;E-mail:</source>
        <translation>&amp;E-Mail:</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Roles:</source>
        <translation>&amp;Rollen:</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
</context>
<context>
    <name>auth::console::JobChanges</name>
    <message>
        <source>Cancel the job</source>
        <translation>Aufgabe abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>The job is cancelled; %Ln accounts were changed before.</source>
        <translation>
            <numerusform>Die Aufgabe ist abgebrochen; zuvor wurde %Ln Konto geändert.</numerusform>
            <numerusform>Die Aufgabe ist abgebrochen; zuvor wurden %Ln Konten geändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put %Ln accounts back</source>
        <translation>
            <numerusform>%Ln Konto zurückversetzen</numerusform>
            <numerusform>%Ln Konten zurückversetzen</numerusform>
        </translation>
    </message>
    <message>
        <source>Put them back</source>
        <translation>Zurückversetzen</translation>
    </message>
    <message>
        <source>Accounts that were changed since by others are left alone.</source>
        <translation>Konten, die andere seither geändert haben, bleiben unverändert.</translation>
    </message>
    <message>
        <source>Sessions that the job has ended stay ended.</source>
        <translation>Von der Aufgabe beendete Sitzungen bleiben beendet.</translation>
    </message>
</context>
<context>
    <name>auth::console::JobFacts</name>
    <message>
        <source>Somebody who is gone</source>
        <translation>Jemand, den es nicht mehr gibt</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>Angefordert von</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Angefordert</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Puts back</source>
        <translation>Macht rückgängig</translation>
    </message>
    <message>
        <source>Another job</source>
        <translation>Andere Aufgabe</translation>
    </message>
    <message>
        <source>Why it failed</source>
        <translation>Grund des Fehlschlags</translation>
    </message>
</context>
<context>
    <name>auth::console::JobFailures</name>
    <message>
        <source>Export failures</source>
        <translation>Fehlschläge exportieren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln accounts are in %1.</source>
        <translation>
            <numerusform>%Ln Konto steht in %1.</numerusform>
            <numerusform>%Ln Konten stehen in %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Look up what was asked for</source>
        <translation>Nachsehen, was angefordert wurde</translation>
    </message>
    <message>
        <source>The audit trail no longer has what this job was asked to do.</source>
        <translation>Im Prüfprotokoll steht nicht mehr, was diese Aufgabe tun sollte.</translation>
    </message>
</context>
<context>
    <name>auth::console::JobItemsModel</name>
    <message>
        <source>No longer there</source>
        <translation>Nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>auth::console::JobItemsView</name>
    <message>
        <source>S&amp;how:</source>
        <translation>An&amp;zeigen:</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Accounts of the job</source>
        <translation>Konten der Aufgabe</translation>
    </message>
    <message>
        <source>All accounts (%1)</source>
        <translation>Alle Konten (%1)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>auth::console::JobModel</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Somebody who is gone</source>
        <translation>Jemand, den es nicht mehr gibt</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Angefordert</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Puts back another job</source>
        <translation>Macht eine andere Aufgabe rückgängig</translation>
    </message>
</context>
<context>
    <name>auth::console::JobPanel</name>
    <message>
        <source>&amp;Export failures…</source>
        <translation>Fehlschläge &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again…</source>
        <translation>Fehlgeschlagene erneut &amp;versuchen…</translation>
    </message>
    <message>
        <source>Show the &amp;audit of the job</source>
        <translation>&amp;Prüfprotokoll der Aufgabe anzeigen</translation>
    </message>
    <message>
        <source>Show the &amp;user</source>
        <translation>Ben&amp;utzer anzeigen</translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>Fortschritt der Aufgabe</translation>
    </message>
    <message>
        <source>Job: %1</source>
        <translation>Aufgabe: %1</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Open a job first.</source>
        <translation>Zuerst eine Aufgabe öffnen.</translation>
    </message>
    <message>
        <source>No account of this job has failed.</source>
        <translation>Kein Konto dieser Aufgabe ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Undo the other job once more instead.</source>
        <translation>Stattdessen die andere Aufgabe noch einmal rückgängig machen.</translation>
    </message>
    <message>
        <source>At most %1 accounts can be tried again.</source>
        <translation>Höchstens %1 Konten lassen sich erneut versuchen.</translation>
    </message>
    <message>
        <source>The job has not ended yet.</source>
        <translation>Die Aufgabe ist noch nicht beendet.</translation>
    </message>
    <message>
        <source>Select an account of the job first.</source>
        <translation>Zuerst ein Konto der Aufgabe auswählen.</translation>
    </message>
    <message>
        <source>Export failures</source>
        <translation>Fehlschläge exportieren</translation>
    </message>
    <message>
        <source>Spreadsheets (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
</context>
<context>
    <name>auth::console::JobStatus</name>
    <message>
        <source>Progress of the job</source>
        <translation>Fortschritt der Aufgabe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Leave the rest of the accounts alone</source>
        <translation>Die übrigen Konten unverändert lassen</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1 (%2): %3</translation>
    </message>
</context>
<context>
    <name>auth::console::JobWords</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Deactivate</source>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Require a new password</source>
        <translation>Neues Passwort verlangen</translation>
    </message>
    <message>
        <source>Add a role</source>
        <translation>Rolle hinzufügen</translation>
    </message>
    <message>
        <source>Remove a role</source>
        <translation>Rolle entfernen</translation>
    </message>
    <message>
        <source>End sessions</source>
        <translation>Sitzungen beenden</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Selecting</source>
        <translation>Auswahl läuft</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>auth::console::JobsPage</name>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Start…</source>
        <translation>&amp;Starten…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Undo…</source>
        <translation>&amp;Rückgängig machen…</translation>
    </message>
    <message>
        <source>A part of what, state or who</source>
        <translation>Ein Teil von Was, Zustand oder Wer</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>There were no jobs in the last days. A change of many users is one.</source>
        <translation>In den letzten Tagen gab es keine Aufgaben. Eine Änderung vieler Benutzer ist eine Aufgabe.</translation>
    </message>
    <message>
        <source>Go to the users</source>
        <translation>Zu den Benutzern</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Select a job first.</source>
        <translation>Zuerst eine Aufgabe auswählen.</translation>
    </message>
    <message>
        <source>Only a dry run that has come to its end can be started.</source>
        <translation>Nur ein abgeschlossener Probelauf lässt sich starten.</translation>
    </message>
    <message>
        <source>The job has ended.</source>
        <translation>Die Aufgabe ist beendet.</translation>
    </message>
    <message>
        <source>This job has changed nothing that can be put back.</source>
        <translation>Diese Aufgabe hat nichts geändert, was sich rückgängig machen lässt.</translation>
    </message>
</context>
<context>
    <name>auth::console::JsonTree</name>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Fields or JSON</source>
        <translation>Felder oder JSON</translation>
    </message>
    <message>
        <source>&amp;Fields</source>
        <translation>&amp;Felder</translation>
    </message>
    <message>
        <source>&amp;JSON</source>
        <translation>&amp;JSON</translation>
    </message>
    <message>
        <source>Copy all as JSON</source>
        <translation>Alles als JSON kopieren</translation>
    </message>
    <message>
        <source>&amp;Copy value</source>
        <translation>&amp;Wert kopieren</translation>
    </message>
</context>
<context>
    <name>auth::console::KeyValueView</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>auth::console::LinePanel</name>
    <message>
        <source>Log line</source>
        <translation>Logzeile</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
</context>
<context>
    <name>auth::console::ListPage</name>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>mehr als %1</translation>
    </message>
    <message>
        <source>Ask somebody who may manage roles.</source>
        <translation>An jemanden wenden, der Rollen verwalten darf.</translation>
    </message>
    <message>
        <source>Refreshing</source>
        <translation>Wird aktualisiert</translation>
    </message>
</context>
<context>
    <name>auth::console::LivePage</name>
    <message>
        <source>Ask somebody who may manage roles.</source>
        <translation>An jemanden wenden, der Rollen verwalten darf.</translation>
    </message>
</context>
<context>
    <name>auth::console::LiveStatus</name>
    <message>
        <source>%1 lines/s</source>
        <translation>%1 Zeilen/s</translation>
    </message>
    <message>
        <source>buffer %1 %</source>
        <translation>Puffer %1 %</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>%1 dropped here</source>
        <translation>%1 hier verworfen</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Not trusted</source>
        <translation>Nicht vertrauenswürdig</translation>
    </message>
    <message numerus="yes">
        <source>Reconnecting in %n s</source>
        <translation>
            <numerusform>Neue Verbindung in %n s</numerusform>
            <numerusform>Neue Verbindung in %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindung läuft</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Paused, %1 new</source>
        <translation>Angehalten, %1 neu</translation>
    </message>
    <message>
        <source>Scrolled, %1 new</source>
        <translation>Gescrollt, %1 neu</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
</context>
<context>
    <name>auth::console::LockDialog</name>
    <message>
        <source>How long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>One hour</source>
        <translation>Eine Stunde</translation>
    </message>
    <message>
        <source>One day</source>
        <translation>Ein Tag</translation>
    </message>
    <message>
        <source>One week</source>
        <translation>Eine Woche</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Reason, for the audit trail</source>
        <translation>Grund, für das Prüfprotokoll</translation>
    </message>
    <message>
        <source>&amp;How long:</source>
        <translation>&amp;Wie lange:</translation>
    </message>
    <message>
        <source>&amp;Until:</source>
        <translation>&amp;Bis:</translation>
    </message>
    <message>
        <source>&amp;Reason (optional):</source>
        <translation>&amp;Grund (optional):</translation>
    </message>
    <message>
        <source>All sessions end now, and nobody can sign in before that time.</source>
        <translation>Alle Sitzungen enden sofort; vor diesem Zeitpunkt ist keine Anmeldung möglich.</translation>
    </message>
</context>
<context>
    <name>auth::console::LogLevelsTab</name>
    <message>
        <source>Debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>All others</source>
        <translation>Alle anderen</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>Logs from</source>
        <translation>Loggt ab</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>For a while</source>
        <translation>Vorübergehend</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Wie üblich</translation>
    </message>
    <message>
        <source>Set the &amp;level</source>
        <translation>Level &amp;setzen</translation>
    </message>
    <message>
        <source>Back to the &amp;usual levels</source>
        <translation>Zurück zu den üblichen &amp;Leveln</translation>
    </message>
    <message>
        <source>Every module logs as usual again.</source>
        <translation>Alle Module loggen wieder wie üblich.</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Log &amp;from:</source>
        <translation>Lo&amp;ggen ab:</translation>
    </message>
    <message>
        <source>f&amp;or:</source>
        <translation>&amp;für:</translation>
    </message>
    <message>
        <source>The usual levels return now</source>
        <translation>Die üblichen Level gelten jetzt wieder</translation>
    </message>
    <message>
        <source>The usual levels return in %1</source>
        <translation>Die üblichen Level gelten in %1 wieder</translation>
    </message>
    <message>
        <source>Select modules on the tab Log levels first.</source>
        <translation>Zuerst auf dem Reiter „Loglevel“ Module auswählen.</translation>
    </message>
    <message>
        <source>Every module logs as usual.</source>
        <translation>Alle Module loggen wie üblich.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln modules log from %1 for a while.</source>
        <translation>
            <numerusform>%Ln Modul loggt vorübergehend ab %1.</numerusform>
            <numerusform>%Ln Module loggen vorübergehend ab %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Change the log levels</source>
        <translation>Loglevel ändern</translation>
    </message>
</context>
<context>
    <name>auth::console::LogModel</name>
    <message>
        <source>%1 in %2 ms</source>
        <translation>%1 in %2 ms</translation>
    </message>
    <message>
        <source>The log goes on with another run of the service</source>
        <translation>Das Log geht mit einem anderen Lauf des Dienstes weiter</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) came faster than they could be taken in</source>
        <translation>
            <numerusform>%Ln Zeile kam schneller, als sie aufgenommen werden konnte</numerusform>
            <numerusform>%Ln Zeilen kamen schneller, als sie aufgenommen werden konnten</numerusform>
        </translation>
    </message>
    <message>
        <source>Lines are not available, nobody knows how many</source>
        <translation>Zeilen fehlen; wie viele, ist nicht bekannt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) not available</source>
        <translation>
            <numerusform>%Ln Zeile nicht verfügbar</numerusform>
            <numerusform>%Ln Zeilen nicht verfügbar</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (local time)
%2 (UTC)</source>
        <translation>%1 (Ortszeit)
%2 (UTC)</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>Zeit (UTC)</translation>
    </message>
    <message>
        <source>Since the one before</source>
        <translation>Seit der vorigen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
</context>
<context>
    <name>auth::console::LogTab</name>
    <message>
        <source>level:&gt;=warning event:sign_in.* user:id &quot;two words&quot; -noise /regex/</source>
        <translation>level:&gt;=warning event:sign_in.* user:id &quot;zwei Wörter&quot; -rauschen /regex/</translation>
    </message>
    <message>
        <source>There are no lines.</source>
        <translation>Keine Zeilen vorhanden.</translation>
    </message>
    <message>
        <source>No line has come yet. They appear here as the service writes them.</source>
        <translation>Noch keine Zeile eingetroffen. Zeilen erscheinen hier, sobald der Dienst sie schreibt.</translation>
    </message>
    <message>
        <source>No line in the buffer matches this filter.</source>
        <translation>Keine Zeile im Puffer passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2; the filter takes too long for some</source>
        <translation>%1 von %2; für manche braucht der Filter zu lange</translation>
    </message>
</context>
<context>
    <name>auth::console::LogTable</name>
    <message>
        <source>Log lines</source>
        <translation>Logzeilen</translation>
    </message>
</context>
<context>
    <name>auth::console::LogsActions</name>
    <message>
        <source>&amp;Follow the end</source>
        <translation>Dem Ende &amp;folgen</translation>
    </message>
    <message>
        <source>&amp;Pause, without losing lines</source>
        <translation>An&amp;halten, ohne Zeilen zu verlieren</translation>
    </message>
    <message>
        <source>&amp;Clear the view</source>
        <translation>Ansicht &amp;leeren</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>Alle Level</translation>
    </message>
    <message>
        <source>Information and above</source>
        <translation>Info und höher</translation>
    </message>
    <message>
        <source>Warnings and above</source>
        <translation>Warnungen und höher</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>Follow this filter in a new &amp;tab</source>
        <translation>Diesem Filter in neuem &amp;Tab folgen</translation>
    </message>
    <message>
        <source>Close the ta&amp;b</source>
        <translation>Ta&amp;b schließen</translation>
    </message>
    <message>
        <source>&amp;Save the filter…</source>
        <translation>Filter &amp;speichern…</translation>
    </message>
    <message>
        <source>Sa&amp;ved filters…</source>
        <translation>Gespei&amp;cherte Filter…</translation>
    </message>
    <message>
        <source>Filters that were saved</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>Use: %1</source>
        <translation>Verwenden: %1</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>None is saved yet</source>
        <translation>Noch keiner gespeichert</translation>
    </message>
    <message>
        <source>Next &amp;error</source>
        <translation>Nächster F&amp;ehler</translation>
    </message>
    <message>
        <source>Previous e&amp;rror</source>
        <translation>&amp;Voriger Fehler</translation>
    </message>
    <message>
        <source>&amp;Mark</source>
        <translation>&amp;Markieren</translation>
    </message>
    <message>
        <source>Next mar&amp;k</source>
        <translation>Nächste Mar&amp;kierung</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>Vorige Markierung</translation>
    </message>
    <message>
        <source>F&amp;ind in the lines shown</source>
        <translation>In den angezei&amp;gten Zeilen suchen</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>&amp;Weitersuchen</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>Rückwärts suchen</translation>
    </message>
    <message>
        <source>&amp;Details of the line</source>
        <translation>&amp;Details der Zeile</translation>
    </message>
    <message>
        <source>All lines of this re&amp;quest</source>
        <translation>Alle Zeilen dieser &amp;Anfrage</translation>
    </message>
    <message>
        <source>St&amp;ory of this request</source>
        <translation>Verlauf dieser Anf&amp;rage</translation>
    </message>
    <message>
        <source>Go to &amp;user</source>
        <translation>Zum Ben&amp;utzer</translation>
    </message>
    <message>
        <source>Lines of this sess&amp;ion</source>
        <translation>Zeilen dieser S&amp;itzung</translation>
    </message>
    <message>
        <source>&amp;Audit of this request</source>
        <translation>&amp;Prüfprotokoll dieser Anfrage</translation>
    </message>
    <message>
        <source>Show in conte&amp;xt</source>
        <translation>Im &amp;Zusammenhang anzeigen</translation>
    </message>
    <message>
        <source>O&amp;lder lines from the server</source>
        <translation>Ältere Zeilen v&amp;om Server</translation>
    </message>
    <message>
        <source>Export the lines sho&amp;wn…</source>
        <translation>A&amp;ngezeigte Zeilen exportieren…</translation>
    </message>
    <message>
        <source>Export the whole buffer…</source>
        <translation>Gesamten Puffer exportieren…</translation>
    </message>
    <message>
        <source>Export from the server…</source>
        <translation>Vom Server exportieren…</translation>
    </message>
    <message>
        <source>Open an exported file…</source>
        <translation>Exportierte Datei öffnen…</translation>
    </message>
    <message>
        <source>Select a line.</source>
        <translation>Eine Zeile auswählen.</translation>
    </message>
    <message>
        <source>This line has no %1.</source>
        <translation>Diese Zeile hat kein Feld %1.</translation>
    </message>
    <message>
        <source>Nothing is added to this tab.</source>
        <translation>Zu diesem Tab kommt nichts hinzu.</translation>
    </message>
    <message>
        <source>The live tab stays.</source>
        <translation>Der Live-Tab bleibt.</translation>
    </message>
    <message>
        <source>Only %1:%2</source>
        <translation>Nur %1:%2</translation>
    </message>
    <message>
        <source>Without %1:%2</source>
        <translation>Ohne %1:%2</translation>
    </message>
</context>
<context>
    <name>auth::console::LogsPage</name>
    <message>
        <source>JSON lines (*.ndjson *.jsonl);;Table (*.csv);;Text (*.txt)</source>
        <translation>JSON-Zeilen (*.ndjson *.jsonl);;Tabelle (*.csv);;Text (*.txt)</translation>
    </message>
    <message>
        <source>Open an exported log</source>
        <translation>Exportiertes Log öffnen</translation>
    </message>
    <message>
        <source>Logs (*.ndjson *.jsonl *.log);;All files (*)</source>
        <translation>Logs (*.ndjson *.jsonl *.log);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) read.</source>
        <translation>
            <numerusform>%n Zeile gelesen.</numerusform>
            <numerusform>%n Zeilen gelesen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) were no log lines and are left out.</source>
        <translation>
            <numerusform>%n Zeile war keine Logzeile und fehlt.</numerusform>
            <numerusform>%n Zeilen waren keine Logzeilen und fehlen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export log lines</source>
        <translation>Logzeilen exportieren</translation>
    </message>
    <message>
        <source>Writing %1…</source>
        <translation>%1 wird geschrieben…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The export was cancelled; no file was written.</source>
        <translation>Der Export wurde abgebrochen; es wurde keine Datei geschrieben.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) written.</source>
        <translation>
            <numerusform>%n Zeile geschrieben.</numerusform>
            <numerusform>%n Zeilen geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export from the server</source>
        <translation>Vom Server exportieren</translation>
    </message>
    <message>
        <source>JSON lines (*.ndjson *.jsonl)</source>
        <translation>JSON-Zeilen (*.ndjson *.jsonl)</translation>
    </message>
    <message>
        <source>Find in the lines shown</source>
        <translation>In den angezeigten Zeilen suchen</translation>
    </message>
    <message>
        <source>Find in the lines shown (F3 next, Shift+F3 previous)</source>
        <translation>In den angezeigten Zeilen suchen (F3 weiter, Umschalt+F3 zurück)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Older lines left the buffer.</source>
        <translation>Ältere Zeilen haben den Puffer verlassen.</translation>
    </message>
    <message>
        <source>Ask somebody who may manage roles.</source>
        <translation>An jemanden wenden, der Rollen verwalten darf.</translation>
    </message>
    <message>
        <source>Type a filter first: the new tab follows the lines it lets through.</source>
        <translation>Zuerst einen Filter eingeben: Der neue Tab folgt den Zeilen, die er durchlässt.</translation>
    </message>
    <message>
        <source>There are more lines than are shown here.</source>
        <translation>Es gibt mehr Zeilen, als hier angezeigt werden.</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Anfrage %1</translation>
    </message>
    <message>
        <source>Older lines</source>
        <translation>Ältere Zeilen</translation>
    </message>
    <message>
        <source>Older: %1</source>
        <translation>Älter: %1</translation>
    </message>
    <message>
        <source>No line shown has &quot;%1&quot;.</source>
        <translation>Keine angezeigte Zeile enthält „%1“.</translation>
    </message>
    <message>
        <source>Type a filter first.</source>
        <translation>Zuerst einen Filter eingeben.</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>Filter speichern</translation>
    </message>
    <message>
        <source>Name of the filter</source>
        <translation>Name des Filters</translation>
    </message>
    <message>
        <source>The filter is saved as %1.</source>
        <translation>Der Filter ist als %1 gespeichert.</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Zusammenhang</translation>
    </message>
</context>
<context>
    <name>auth::console::MainWindow</name>
    <message>
        <source>Ask somebody who may manage roles.</source>
        <translation>An jemanden wenden, der Rollen verwalten darf.</translation>
    </message>
    <message>
        <source>%1 — auth-serve console</source>
        <translation>%1 — auth-serve-Konsole</translation>
    </message>
    <message>
        <source>auth-serve console</source>
        <translation>auth-serve-Konsole</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>auth-serve console %1</source>
        <translation>auth-serve-Konsole %1</translation>
    </message>
    <message>
        <source>Connected to %1.
Ctrl+K finds every command, Ctrl+/ lists every key.</source>
        <translation>Verbunden mit %1.
Strg+K findet jeden Befehl, Strg+/ zeigt alle Tasten.</translation>
    </message>
    <message>
        <source>Another window keeps the session with this server; this one ends with the window.</source>
        <translation>Ein anderes Fenster bewahrt die Sitzung mit diesem Server auf; diese endet mit dem Fenster.</translation>
    </message>
    <message>
        <source>The session ends with the window, as the keychain does not keep it: %1</source>
        <translation>Die Sitzung endet mit dem Fenster, da der Schlüsselbund sie nicht aufbewahrt: %1</translation>
    </message>
</context>
<context>
    <name>auth::console::MergeDialog</name>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Changed by somebody else</source>
        <translation>Von jemand anderem geändert</translation>
    </message>
    <message>
        <source>Somebody has saved other values meanwhile. Choose for each field.</source>
        <translation>Jemand hat inzwischen andere Werte gespeichert. Für jedes Feld wählen.</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Fremde</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Take &amp;theirs</source>
        <translation>&amp;Fremde übernehmen</translation>
    </message>
    <message>
        <source>Keep &amp;mine</source>
        <translation>&amp;Eigene behalten</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
</context>
<context>
    <name>auth::console::MessageBar</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Anfrage %1</translation>
    </message>
    <message>
        <source>Copy the request id %1</source>
        <translation>Anfrage-ID %1 kopieren</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>auth::console::Notices</name>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 ist fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>auth::console::OutcomeWords</name>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Already so</source>
        <translation>Schon so</translation>
    </message>
    <message>
        <source>Beyond the rights of whoever asked</source>
        <translation>Übersteigt die Rechte des Auftraggebers</translation>
    </message>
    <message>
        <source>Own account</source>
        <translation>Eigenes Konto</translation>
    </message>
    <message>
        <source>Changed by others since</source>
        <translation>Seither von anderen geändert</translation>
    </message>
    <message>
        <source>The role is gone</source>
        <translation>Die Rolle gibt es nicht mehr</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Not deleted</source>
        <translation>Nicht gelöscht</translation>
    </message>
    <message>
        <source>Has no password yet</source>
        <translation>Hat noch kein Passwort</translation>
    </message>
    <message>
        <source>The last administrator</source>
        <translation>Der letzte Administrator</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>Nicht mehr vorhanden</translation>
    </message>
    <message>
        <source>Not reached yet</source>
        <translation>Noch nicht erreicht</translation>
    </message>
    <message>
        <source>Left alone: %1 (%2)</source>
        <translation>Unverändert: %1 (%2)</translation>
    </message>
</context>
<context>
    <name>auth::console::OverviewPage</name>
    <message>
        <source>Circuits</source>
        <translation>Schutzschalter</translation>
    </message>
    <message>
        <source>&amp;Failed sign-ins in the log</source>
        <translation>&amp;Fehlgeschlagene Anmeldungen im Log</translation>
    </message>
    <message>
        <source>Server &amp;errors in the log</source>
        <translation>&amp;Serverfehler im Log</translation>
    </message>
    <message>
        <source>&amp;Circuits of the server</source>
        <translation>Sc&amp;hutzschalter des Servers</translation>
    </message>
    <message>
        <source>%1 · version %2 · up %3 · %4</source>
        <translation>%1 · Version %2 · läuft seit %3 · %4</translation>
    </message>
    <message>
        <source>The database does not answer.</source>
        <translation>Die Datenbank antwortet nicht.</translation>
    </message>
    <message>
        <source>Show the database</source>
        <translation>Datenbank anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>The server&apos;s certificate ends in %Ln days.</source>
        <translation>
            <numerusform>Das Zertifikat des Servers läuft in %Ln Tag ab.</numerusform>
            <numerusform>Das Zertifikat des Servers läuft in %Ln Tagen ab.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the certificate</source>
        <translation>Zertifikat anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln accounts are locked.</source>
        <translation>
            <numerusform>%Ln Konto ist gesperrt.</numerusform>
            <numerusform>%Ln Konten sind gesperrt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show locked accounts</source>
        <translation>Gesperrte Konten anzeigen</translation>
    </message>
</context>
<context>
    <name>auth::console::OverviewTiles</name>
    <message numerus="yes">
        <source>%Ln in the last hour</source>
        <translation>
            <numerusform>Letzte Stunde: %Ln</numerusform>
            <numerusform>Letzte Stunde: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in the last hour</source>
        <translation>Letzte Stunde: %1</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch nicht bekannt</translation>
    </message>
    <message>
        <source>At most %1 in the last hour</source>
        <translation>Letzte Stunde: max. %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln operations wait</source>
        <translation>
            <numerusform>%Ln Vorgang wartet</numerusform>
            <numerusform>%Ln Vorgänge warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign-ins per minute</source>
        <translation>Anmeldungen pro Minute</translation>
    </message>
    <message>
        <source>Show their log lines</source>
        <translation>Logzeilen dazu anzeigen</translation>
    </message>
    <message>
        <source>Failed sign-ins per minute</source>
        <translation>Fehlversuche pro Minute</translation>
    </message>
    <message>
        <source>Sign-ins that fail</source>
        <translation>Anteil Fehlversuche</translation>
    </message>
    <message>
        <source>Token refreshes per minute</source>
        <translation>Token-Erneuerungen/min</translation>
    </message>
    <message>
        <source>Active sessions</source>
        <translation>Aktive Sitzungen</translation>
    </message>
    <message>
        <source>Show the sessions</source>
        <translation>Sitzungen anzeigen</translation>
    </message>
    <message>
        <source>Active users, 15 min</source>
        <translation>Aktive Benutzer, 15 min</translation>
    </message>
    <message>
        <source>Show the users</source>
        <translation>Benutzer anzeigen</translation>
    </message>
    <message>
        <source>Requests per minute</source>
        <translation>Anfragen pro Minute</translation>
    </message>
    <message>
        <source>Half answered within</source>
        <translation>Die Hälfte beantwortet in</translation>
    </message>
    <message>
        <source>Show the requests</source>
        <translation>Anfragen anzeigen</translation>
    </message>
    <message>
        <source>95 % answered within</source>
        <translation>95 % beantwortet in</translation>
    </message>
    <message>
        <source>Show slow requests</source>
        <translation>Langsame Anfragen anzeigen</translation>
    </message>
    <message>
        <source>99 % answered within</source>
        <translation>99 % beantwortet in</translation>
    </message>
    <message>
        <source>Server errors per minute</source>
        <translation>Serverfehler pro Minute</translation>
    </message>
    <message>
        <source>Rate limit hits per minute</source>
        <translation>Ratenlimits pro Minute</translation>
    </message>
    <message>
        <source>Requests waiting</source>
        <translation>Wartende Anfragen</translation>
    </message>
    <message>
        <source>Show the queues</source>
        <translation>Warteschlangen anzeigen</translation>
    </message>
    <message>
        <source>Database connections</source>
        <translation>Datenbankverbindungen</translation>
    </message>
    <message>
        <source>Show the database</source>
        <translation>Datenbank anzeigen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>auth::console::PendingCall</name>
    <message>
        <source>The profile of this server is read-only: nothing was changed.</source>
        <translation>Das Profil dieses Servers ist schreibgeschützt: Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>auth::console::PermissionWords</name>
    <message>
        <source>Look up and list accounts</source>
        <translation>Konten suchen und auflisten</translation>
    </message>
    <message>
        <source>Create, change and deactivate accounts</source>
        <translation>Konten anlegen, ändern und deaktivieren</translation>
    </message>
    <message>
        <source>See other people&apos;s sessions</source>
        <translation>Sitzungen anderer sehen</translation>
    </message>
    <message>
        <source>End other people&apos;s sessions</source>
        <translation>Sitzungen anderer beenden</translation>
    </message>
    <message>
        <source>Search and follow the log</source>
        <translation>Log durchsuchen und verfolgen</translation>
    </message>
    <message>
        <source>Read the audit trail</source>
        <translation>Prüfprotokoll lesen</translation>
    </message>
    <message>
        <source>See settings, queues and numbers of the server</source>
        <translation>Einstellungen, Warteschlangen und Zahlen des Servers sehen</translation>
    </message>
    <message>
        <source>Reset circuits and change log levels</source>
        <translation>Schutzschalter zurücksetzen und Loglevel ändern</translation>
    </message>
    <message>
        <source>Create and change roles</source>
        <translation>Rollen anlegen und ändern</translation>
    </message>
</context>
<context>
    <name>auth::console::ProfileForm</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Red (production)</source>
        <translation>Rot (Produktion)</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;Options of this server</source>
        <translation>&amp;Optionen dieses Servers</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>N&amp;ame</source>
        <translation>N&amp;ame</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>&amp;Farbe</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA-Datei</translation>
    </message>
    <message>
        <source>Those of the system</source>
        <translation>Die des Systems</translation>
    </message>
    <message>
        <source>Choose a CA file</source>
        <translation>CA-Datei auswählen</translation>
    </message>
    <message>
        <source>CA &amp;file</source>
        <translation>&amp;CA-Datei</translation>
    </message>
    <message>
        <source>&amp;Read-only: change nothing on this server</source>
        <translation>Sch&amp;reibgeschützt: auf diesem Server nichts ändern</translation>
    </message>
    <message>
        <source>Stay signed &amp;in (the system&apos;s keychain keeps the session)</source>
        <translation>A&amp;ngemeldet bleiben (der Schlüsselbund des Systems bewahrt die Sitzung)</translation>
    </message>
    <message>
        <source>Type the address of the server, such as auth.example.org or localhost:8000.</source>
        <translation>Die Adresse des Servers eingeben, etwa auth.example.org oder localhost:8000.</translation>
    </message>
    <message>
        <source>Not encrypted: others on the way can read your password. Use https.</source>
        <translation>Nicht verschlüsselt: Andere können das Passwort unterwegs mitlesen. Besser https verwenden.</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.cer);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>auth::console::RequestPanel</name>
    <message>
        <source>%1 did not answer: %2</source>
        <translation>%1 hat nicht geantwortet: %2</translation>
    </message>
    <message>
        <source>Steps of the request</source>
        <translation>Schritte der Anfrage</translation>
    </message>
    <message>
        <source>The step in full</source>
        <translation>Der Schritt im Ganzen</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Anfrage %1</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>Auskunft von</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No: something is missing</source>
        <translation>Nein: Etwas fehlt</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>All lines of this request</source>
        <translation>Alle Zeilen dieser Anfrage</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>What it put on record</source>
        <translation>Einträge im Prüfprotokoll</translation>
    </message>
    <message>
        <source>Ask somebody who may manage roles.</source>
        <translation>An jemanden wenden, der Rollen verwalten darf.</translation>
    </message>
    <message>
        <source>Nothing is known of this request: too old, or another service&apos;s.</source>
        <translation>Über diese Anfrage ist nichts bekannt: zu alt oder von einem anderen Dienst.</translation>
    </message>
</context>
<context>
    <name>auth::console::RetentionTab</name>
    <message>
        <source>Security: rights, passwords, sessions</source>
        <translation>Sicherheit: Rechte, Passwörter, Sitzungen</translation>
    </message>
    <message>
        <source>Accounts: who there is</source>
        <translation>Konten: wer existiert</translation>
    </message>
    <message>
        <source>System: jobs, exports, the trail</source>
        <translation>System: Aufgaben, Exporte, Prüfprotokoll</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Aufbewahrt</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>They take</source>
        <translation>Platzbedarf</translation>
    </message>
    <message>
        <source>New each day</source>
        <translation>Neu pro Tag</translation>
    </message>
    <message>
        <source>In a year</source>
        <translation>In einem Jahr</translation>
    </message>
    <message>
        <source>Audit retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Ask somebody who may manage roles.</source>
        <translation>An jemanden wenden, der Rollen verwalten darf.</translation>
    </message>
    <message>
        <source>Nothing is on record yet.</source>
        <translation>Noch keine Einträge.</translation>
    </message>
    <message>
        <source>Entries %1 to %2 are there. What is pruned leaves a stub, so that the trail can still be verified.</source>
        <translation>Einträge %1 bis %2 sind vorhanden. Von gelöschten bleibt ein Rest, damit sich das Prüfprotokoll weiterhin überprüfen lässt.</translation>
    </message>
</context>
<context>
    <name>auth::console::Rights</name>
    <message>
        <source>Sign in first.</source>
        <translation>Zuerst anmelden.</translation>
    </message>
    <message>
        <source>Needs the permission %1, which your roles (%2) do not give. Whoever manages roles can grant it.</source>
        <translation>Benötigt die Berechtigung %1, die keine der eigenen Rollen (%2) gibt. Wer Rollen verwaltet, kann sie erteilen.</translation>
    </message>
    <message>
        <source>This server&apos;s profile is read-only.</source>
        <translation>Das Profil dieses Servers ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>The server cannot be reached; nothing can be changed now.</source>
        <translation>Der Server ist nicht erreichbar; derzeit lässt sich nichts ändern.</translation>
    </message>
</context>
<context>
    <name>auth::console::RoleChanges</name>
    <message>
        <source>The role %1 is changed, for everybody who has it.</source>
        <translation>Die Rolle %1 ist geändert, für alle, die sie haben.</translation>
    </message>
    <message>
        <source>The role %1 is made.</source>
        <translation>Die Rolle %1 ist angelegt.</translation>
    </message>
    <message>
        <source>The role %1 is as it was before.</source>
        <translation>Die Rolle %1 ist wieder wie zuvor.</translation>
    </message>
    <message>
        <source>Put back the role %1</source>
        <translation>Rolle %1 zurückversetzen</translation>
    </message>
    <message>
        <source>Delete the role %1</source>
        <translation>Rolle %1 löschen</translation>
    </message>
    <message>
        <source>Delete the role</source>
        <translation>Rolle löschen</translation>
    </message>
    <message>
        <source>Only a role that no account has can be deleted.</source>
        <translation>Nur eine Rolle, die kein Konto hat, lässt sich löschen.</translation>
    </message>
    <message>
        <source>&amp;Reason (kept in the audit trail)</source>
        <translation>&amp;Grund (steht im Prüfprotokoll)</translation>
    </message>
    <message>
        <source>The role %1 is deleted.</source>
        <translation>Die Rolle %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>Make the role %1 again</source>
        <translation>Rolle %1 wieder anlegen</translation>
    </message>
</context>
<context>
    <name>auth::console::RoleChecklist</name>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>The roles could not be loaded: %1</source>
        <translation>Die Rollen konnten nicht geladen werden: %1</translation>
    </message>
    <message>
        <source>Is for</source>
        <translation>Ist für</translation>
    </message>
    <message>
        <source>%1 allows nothing here.</source>
        <translation>%1 erlaubt hier nichts.</translation>
    </message>
    <message>
        <source>%1 allows: %2</source>
        <translation>%1 erlaubt: %2</translation>
    </message>
</context>
<context>
    <name>auth::console::RoleDialog</name>
    <message>
        <source>New role</source>
        <translation>Neue Rolle</translation>
    </message>
    <message>
        <source>Role %1</source>
        <translation>Rolle %1</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Beschreibung</translation>
    </message>
    <message>
        <source>2 to 50 of a-z, 0-9, _ and -; it never changes</source>
        <translation>2 bis 50 Zeichen aus a-z, 0-9, _ und -; später nicht änderbar</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Who has it may</source>
        <translation>Wer sie hat, darf</translation>
    </message>
    <message>
        <source>%1: nobody can give what they may not do themselves.</source>
        <translation>%1: Niemand kann vergeben, was er selbst nicht darf.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Make the role</source>
        <translation>Rolle an&amp;legen</translation>
    </message>
    <message>
        <source>Making…</source>
        <translation>Wird angelegt…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Make the role</source>
        <translation>Rolle anlegen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>auth::console::RolesTab</name>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Built-in</source>
        <translation>Eingebaut</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>Berechtigungen</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>What it allows</source>
        <translation>Was sie erlaubt</translation>
    </message>
    <message>
        <source>&amp;New role…</source>
        <translation>&amp;Neue Rolle…</translation>
    </message>
    <message>
        <source>&amp;Edit the role…</source>
        <translation>Rolle &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Delete the role…</source>
        <translation>Rolle lös&amp;chen…</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Ask somebody who may manage roles.</source>
        <translation>An jemanden wenden, der Rollen verwalten darf.</translation>
    </message>
    <message>
        <source>Built-in roles stay as they are.</source>
        <translation>Eingebaute Rollen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Select a role on the tab Roles first.</source>
        <translation>Zuerst auf dem Reiter „Rollen“ eine Rolle auswählen.</translation>
    </message>
    <message>
        <source>Go to the tab Roles first.</source>
        <translation>Zuerst zum Reiter „Rollen“ wechseln.</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>beyond one&apos;s own account</source>
        <translation>über das eigene Konto hinaus</translation>
    </message>
</context>
<context>
    <name>auth::console::SecretDialog</name>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the secret</source>
        <translation>Geheimnis kopieren</translation>
    </message>
    <message>
        <source>It cannot be shown again after this.</source>
        <translation>Danach kann es nicht mehr angezeigt werden.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>Copied. The clipboard is cleared in %Ln seconds.</source>
        <translation>
            <numerusform>Kopiert. Die Zwischenablage wird in %Ln Sekunde geleert.</numerusform>
            <numerusform>Kopiert. Die Zwischenablage wird in %Ln Sekunden geleert.</numerusform>
        </translation>
    </message>
    <message>
        <source>The clipboard holds the secret no more.</source>
        <translation>Das Geheimnis ist nicht mehr in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>auth::console::SelectionBar</name>
    <message>
        <source>&amp;Clear selection</source>
        <translation>Auswahl auf&amp;heben</translation>
    </message>
    <message>
        <source>Clear selection</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message numerus="yes">
        <source>All %Ln matching users are selected.</source>
        <translation>
            <numerusform>Der %Ln passende Benutzer ist ausgewählt.</numerusform>
            <numerusform>Alle %Ln passenden Benutzer sind ausgewählt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are selected; the others are not loaded.</source>
        <translation>
            <numerusform>%Ln Benutzer ist ausgewählt; die anderen sind nicht geladen.</numerusform>
            <numerusform>%Ln Benutzer sind ausgewählt; die anderen sind nicht geladen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln users are selected.</source>
        <translation>
            <numerusform>%Ln Benutzer ist ausgewählt.</numerusform>
            <numerusform>%Ln Benutzer sind ausgewählt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Select &amp;all %Ln matching</source>
        <translation>
            <numerusform>Den %Ln passenden &amp;auswählen</numerusform>
            <numerusform>&amp;Alle %Ln passenden auswählen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::ServerPage</name>
    <message>
        <source>Parts of the server</source>
        <translation>Teile des Servers</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Circuits</source>
        <translation>Schutzschalter</translation>
    </message>
    <message>
        <source>Log levels</source>
        <translation>Loglevel</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Audit retention</source>
        <translation>Aufbewahrung</translation>
    </message>
</context>
<context>
    <name>auth::console::SessionPanel</name>
    <message>
        <source>Session of %1</source>
        <translation>Sitzung von %1</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Ends unused</source>
        <translation>Endet unbenutzt</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>This console&apos;s own session</source>
        <translation>Die Sitzung dieser Konsole</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>All lines of this session</source>
        <translation>Alle Zeilen dieser Sitzung</translation>
    </message>
</context>
<context>
    <name>auth::console::SessionRevocation</name>
    <message numerus="yes">
        <source>%n session(s) ended.</source>
        <translation>
            <numerusform>%n Sitzung beendet.</numerusform>
            <numerusform>%n Sitzungen beendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ending %n session(s)</source>
        <translation>
            <numerusform>%n Sitzung wird beendet</numerusform>
            <numerusform>%n Sitzungen werden beendet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::SessionSheet</name>
    <message>
        <source>Sign &amp;out instead</source>
        <translation>S&amp;tattdessen abmelden</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Session expired</source>
        <translation>Sitzung abgelaufen</translation>
    </message>
    <message>
        <source>Type your password to go on.</source>
        <translation>Zum Fortfahren das Passwort eingeben.</translation>
    </message>
    <message>
        <source>%1 Sign in again; nothing you have typed is lost.</source>
        <translation>%1 Bitte neu anmelden; nichts Eingegebenes geht verloren.</translation>
    </message>
</context>
<context>
    <name>auth::console::SessionsPage</name>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>%1 (you, here)</source>
        <translation>%1 (eigene, hier)</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Ends unused</source>
        <translation>Endet unbenutzt</translation>
    </message>
    <message>
        <source>client, ip:10.1., user:id</source>
        <translation>client, ip:10.1., user:id</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>Niemand ist angemeldet.</translation>
    </message>
    <message>
        <source>No session matches this filter.</source>
        <translation>Keine Sitzung passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>&amp;End sessions…</source>
        <translation>Sitzungen &amp;beenden…</translation>
    </message>
    <message>
        <source>Go to &amp;user</source>
        <translation>Zum Ben&amp;utzer</translation>
    </message>
    <message>
        <source>Show &amp;log lines</source>
        <translation>&amp;Logzeilen anzeigen</translation>
    </message>
    <message>
        <source>Show &amp;audit of the user</source>
        <translation>&amp;Prüfprotokoll des Benutzers anzeigen</translation>
    </message>
    <message>
        <source>All sessions of this u&amp;ser</source>
        <translation>Alle &amp;Sitzungen dieses Benutzers</translation>
    </message>
    <message>
        <source>Select one session.</source>
        <translation>Eine Sitzung auswählen.</translation>
    </message>
    <message numerus="yes">
        <source>End %n session(s)</source>
        <translation>
            <numerusform>%n Sitzung beenden</numerusform>
            <numerusform>%n Sitzungen beenden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>They are signed out within a second; access tokens stop counting as well.</source>
        <translation>Die Abmeldung wirkt innerhalb einer Sekunde; auch Zugriffstoken gelten dann nicht mehr.</translation>
    </message>
    <message>
        <source>This cannot be undone: they have to sign in again.</source>
        <translation>Das lässt sich nicht rückgängig machen: Eine neue Anmeldung ist nötig.</translation>
    </message>
    <message>
        <source>This console&apos;s own session is among them: you will be signed out.</source>
        <translation>Die Sitzung dieser Konsole ist dabei: Sie wird abgemeldet.</translation>
    </message>
    <message>
        <source>&amp;Reason (kept in the audit trail)</source>
        <translation>&amp;Grund (steht im Prüfprotokoll)</translation>
    </message>
</context>
<context>
    <name>auth::console::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>Tas&amp;tatur</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Darstellung</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>Ortszeit</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>Relativ</translation>
    </message>
    <message>
        <source>&amp;Times</source>
        <translation>&amp;Zeiten</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>&amp;Language, from the next start</source>
        <translation>&amp;Sprache, ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Lock after minutes</source>
        <translation>Sperren nach Minuten</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Loc&amp;k when idle for</source>
        <translation>Bei &amp;Untätigkeit sperren nach</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>A key that another action of the same page has is taken from it.</source>
        <translation>Eine Taste, die eine andere Aktion desselben Bereichs hat, wird dieser entzogen.</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Key for %1</source>
        <translation>Taste für %1</translation>
    </message>
</context>
<context>
    <name>auth::console::SettingsTab</name>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>A part of the name, value or meaning; from:environment</source>
        <translation>Ein Teil von Name, Wert oder Bedeutung; from:environment</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>auth::console::ShortcutSheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>No key for that.</source>
        <translation>Dafür gibt es keine Taste.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Find a key</source>
        <translation>Taste suchen</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Aktion oder Taste suchen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>auth::console::Sidebar</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Live logs</source>
        <translation>Live-Log</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Strg+%2)</translation>
    </message>
</context>
<context>
    <name>auth::console::SignInCheckDialog</name>
    <message>
        <source>Why can&apos;t %1 sign in?</source>
        <translation>Warum kann sich %1 nicht anmelden?</translation>
    </message>
</context>
<context>
    <name>auth::console::SignInCheckView</name>
    <message>
        <source>Last attempts</source>
        <translation>Letzte Versuche</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>&amp;Last attempts (Enter shows the log lines)</source>
        <translation>&amp;Letzte Versuche (Eingabetaste zeigt die Logzeilen)</translation>
    </message>
    <message>
        <source>Sign-in check</source>
        <translation>Anmeldeprüfung</translation>
    </message>
    <message>
        <source>Since %1.</source>
        <translation>Seit %1.</translation>
    </message>
    <message>
        <source>Until %1.</source>
        <translation>Bis %1.</translation>
    </message>
    <message>
        <source>Only from %1.</source>
        <translation>Erst ab %1.</translation>
    </message>
    <message>
        <source>The right password would do</source>
        <translation>Mit dem richtigen Passwort klappt es</translation>
    </message>
    <message>
        <source>Cannot sign in</source>
        <translation>Anmeldung nicht möglich</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>Nichts steht im Weg.</translation>
    </message>
    <message>
        <source>Nobody has tried to sign in with this address lately.</source>
        <translation>Mit dieser Adresse hat sich in letzter Zeit niemand anzumelden versucht.</translation>
    </message>
</context>
<context>
    <name>auth::console::SignInForm</name>
    <message>
        <source>&amp;E-mail</source>
        <translation>&amp;E-Mail</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>&amp;Neues Passwort</translation>
    </message>
    <message>
        <source>New password a&amp;gain</source>
        <translation>Neues Passwort &amp;wiederholen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmeldung läuft…</translation>
    </message>
    <message>
        <source>Type your e-mail address and your password.</source>
        <translation>E-Mail-Adresse und Passwort eingeben.</translation>
    </message>
    <message>
        <source>Type the new password twice, the same each time.</source>
        <translation>Das neue Passwort zweimal gleich eingeben.</translation>
    </message>
    <message>
        <source>Request id: %1</source>
        <translation>Anfrage-ID: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left.</source>
        <translation>
            <numerusform>Noch %n Sekunde.</numerusform>
            <numerusform>Noch %n Sekunden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::Sparkline</name>
    <message>
        <source>no data</source>
        <translation>keine Daten</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 um %2</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1, no data</source>
        <translation>%1, keine Daten</translation>
    </message>
    <message>
        <source>%1 %2, max %3</source>
        <translation>%1 %2, max. %3</translation>
    </message>
</context>
<context>
    <name>auth::console::StateView</name>
    <message>
        <source>Refreshing</source>
        <translation>Wird aktualisiert</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Anfrage %1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>The server cannot be reached. This is what was known at %1; nothing can be changed now.</source>
        <translation>Der Server ist nicht erreichbar. Dies ist der Stand von %1; derzeit lässt sich nichts ändern.</translation>
    </message>
    <message>
        <source>%1
Request %2</source>
        <translation>%1
Anfrage %2</translation>
    </message>
</context>
<context>
    <name>auth::console::StatusArea</name>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Offline, trying again</source>
        <translation>Offline, neuer Versuch</translation>
    </message>
    <message>
        <source>%1 · %2 · read-only</source>
        <translation>%1 · %2 · schreibgeschützt</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>The server&apos;s clock is %n second(s) ahead of this machine&apos;s.</source>
        <translation>
            <numerusform>Die Uhr des Servers geht gegenüber diesem Rechner %n Sekunde vor.</numerusform>
            <numerusform>Die Uhr des Servers geht gegenüber diesem Rechner %n Sekunden vor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server&apos;s clock is %n second(s) behind this machine&apos;s.</source>
        <translation>
            <numerusform>Die Uhr des Servers geht gegenüber diesem Rechner %n Sekunde nach.</numerusform>
            <numerusform>Die Uhr des Servers geht gegenüber diesem Rechner %n Sekunden nach.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>auth::console::StepList</name>
    <message>
        <source>Find the server</source>
        <translation>Server finden</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Check the version</source>
        <translation>Version prüfen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Read your permissions</source>
        <translation>Berechtigungen lesen</translation>
    </message>
    <message>
        <source>%1: not yet</source>
        <translation>%1: noch nicht</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1: erledigt</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation>%1: fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>auth::console::StoryModel</name>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Rate limits</source>
        <translation>Ratenlimits</translation>
    </message>
    <message>
        <source>Waited for a thread</source>
        <translation>Auf Thread gewartet</translation>
    </message>
    <message>
        <source>Token checked</source>
        <translation>Token geprüft</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Shared rate limits</source>
        <translation>Gemeinsame Ratenlimits</translation>
    </message>
    <message>
        <source>Waited for a connection</source>
        <translation>Auf Verbindung gewartet</translation>
    </message>
    <message>
        <source>Waited for the writer</source>
        <translation>Auf Schreiber gewartet</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Waited for a hash slot</source>
        <translation>Auf Hash-Platz gewartet</translation>
    </message>
    <message>
        <source>Password hashed</source>
        <translation>Passwort gehasht</translation>
    </message>
    <message>
        <source>Log line</source>
        <translation>Logzeile</translation>
    </message>
    <message>
        <source>On record</source>
        <translation>Im Prüfprotokoll</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n-mal</numerusform>
            <numerusform>%n-mal</numerusform>
        </translation>
    </message>
    <message>
        <source>At</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
</context>
<context>
    <name>auth::console::Stripe</name>
    <message>
        <source>%1, read-only</source>
        <translation>%1, schreibgeschützt</translation>
    </message>
</context>
<context>
    <name>auth::console::TableView</name>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>&amp;Copy cells</source>
        <translation>Zellen &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>auth::console::Tile</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>auth::console::TimeText</name>
    <message>
        <source>%1 local (%2)
%3 UTC</source>
        <translation>%1 Ortszeit (%2)
%3 UTC</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>in a moment</source>
        <translation>gleich</translation>
    </message>
    <message numerus="yes">
        <source>%Ln min ago</source>
        <translation>
            <numerusform>vor %Ln min</numerusform>
            <numerusform>vor %Ln min</numerusform>
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
            <numerusform>vor %Ln h</numerusform>
            <numerusform>vor %Ln h</numerusform>
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
            <numerusform>vor %Ln Tag</numerusform>
            <numerusform>vor %Ln Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln days</source>
        <translation>
            <numerusform>in %Ln Tag</numerusform>
            <numerusform>in %Ln Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1k</source>
        <translation>%1 Tsd.</translation>
    </message>
    <message>
        <source>%1M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 T %2 h</translation>
    </message>
</context>
<context>
    <name>auth::console::TokenVault</name>
    <message>
        <source>This build has no keychain.</source>
        <translation>Dieses Programm wurde ohne Schlüsselbund gebaut.</translation>
    </message>
</context>
<context>
    <name>auth::console::UserActions</name>
    <message>
        <source>&amp;New user…</source>
        <translation>&amp;Neuer Benutzer…</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Roles</source>
        <translation>&amp;Rollen</translation>
    </message>
    <message>
        <source>&amp;Deactivate</source>
        <translation>&amp;Deaktivieren</translation>
    </message>
    <message>
        <source>Switch off until activated again; ends all sessions</source>
        <translation>Abschalten bis zur erneuten Aktivierung; beendet alle Sitzungen</translation>
    </message>
    <message>
        <source>&amp;Activate</source>
        <translation>A&amp;ktivieren</translation>
    </message>
    <message>
        <source>&amp;Lock until…</source>
        <translation>&amp;Sperren bis…</translation>
    </message>
    <message>
        <source>Switch off until a moment; ends all sessions</source>
        <translation>Bis zu einem Zeitpunkt abschalten; beendet alle Sitzungen</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>&amp;Entsperren</translation>
    </message>
    <message>
        <source>End a lock and forget failed sign-ins</source>
        <translation>Sperre aufheben und Fehlversuche vergessen</translation>
    </message>
    <message>
        <source>Reset &amp;password…</source>
        <translation>&amp;Passwort zurücksetzen…</translation>
    </message>
    <message>
        <source>Get a token with which the user chooses another password</source>
        <translation>Ein Token erhalten, mit dem der Benutzer ein neues Passwort wählt</translation>
    </message>
    <message>
        <source>Require password &amp;change…</source>
        <translation>Passwort&amp;wechsel verlangen…</translation>
    </message>
    <message>
        <source>&amp;Force logout…</source>
        <translation>&amp;Überall abmelden…</translation>
    </message>
    <message>
        <source>End all sessions</source>
        <translation>Alle Sitzungen beenden</translation>
    </message>
    <message>
        <source>Dele&amp;te…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>Re&amp;store</source>
        <translation>W&amp;iederherstellen</translation>
    </message>
    <message>
        <source>&amp;Why can&apos;t they sign in?</source>
        <translation>Warum schlägt die Anmeldung &amp;fehl?</translation>
    </message>
    <message>
        <source>Show lo&amp;g lines</source>
        <translation>Lo&amp;gzeilen anzeigen</translation>
    </message>
    <message>
        <source>Show a&amp;udit</source>
        <translation>Prüfprotokoll an&amp;zeigen</translation>
    </message>
    <message>
        <source>Show sess&amp;ions</source>
        <translation>Si&amp;tzungen anzeigen</translation>
    </message>
    <message>
        <source>Cop&amp;y ID</source>
        <translation>ID k&amp;opieren</translation>
    </message>
    <message>
        <source>Select all &amp;loaded</source>
        <translation>&amp;Alle geladenen auswählen</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>All users of the filter into a file</source>
        <translation>Alle Benutzer des Filters in eine Datei</translation>
    </message>
    <message>
        <source>This is the last administrator who can sign in.</source>
        <translation>Dies ist der letzte Administrator, der sich anmelden kann.</translation>
    </message>
    <message>
        <source>Nobody does this to their own account; ask another administrator.</source>
        <translation>Mit dem eigenen Konto geht das nicht; einen anderen Administrator bitten.</translation>
    </message>
    <message>
        <source>This account is not deleted.</source>
        <translation>Dieses Konto ist nicht gelöscht.</translation>
    </message>
    <message>
        <source>This account is deleted; restore it first.</source>
        <translation>Dieses Konto ist gelöscht; zuerst wiederherstellen.</translation>
    </message>
    <message>
        <source>This account is not deactivated.</source>
        <translation>Dieses Konto ist nicht deaktiviert.</translation>
    </message>
    <message>
        <source>This account is deactivated already.</source>
        <translation>Dieses Konto ist bereits deaktiviert.</translation>
    </message>
    <message>
        <source>This account has no password yet.</source>
        <translation>Dieses Konto hat noch kein Passwort.</translation>
    </message>
    <message>
        <source>Select a user first.</source>
        <translation>Zuerst einen Benutzer auswählen.</translation>
    </message>
    <message>
        <source>Your roles allow this for one user at a time.</source>
        <translation>Die eigenen Rollen erlauben dies nur für einen Benutzer auf einmal.</translation>
    </message>
    <message>
        <source>A search shows only the best hits; sort by a column to mean all of them.</source>
        <translation>Eine Suche zeigt nur die besten Treffer; nach einer Spalte sortieren, um alle zu meinen.</translation>
    </message>
    <message>
        <source>Select %L1 users at most, or all that match.</source>
        <translation>Höchstens %L1 Benutzer auswählen oder alle passenden.</translation>
    </message>
    <message>
        <source>Select one user only.</source>
        <translation>Nur einen Benutzer auswählen.</translation>
    </message>
    <message>
        <source>I&amp;mport…</source>
        <translation>I&amp;mportieren…</translation>
    </message>
</context>
<context>
    <name>auth::console::UserAuditTab</name>
    <message>
        <source>Audit</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>&amp;Show all of it</source>
        <translation>Alles an&amp;zeigen</translation>
    </message>
    <message>
        <source>Show all of the audit trail of this user</source>
        <translation>Das gesamte Prüfprotokoll dieses Benutzers anzeigen</translation>
    </message>
    <message>
        <source>Read the audit trail</source>
        <translation>Prüfprotokoll lesen</translation>
    </message>
    <message>
        <source>Nothing is on record of this user.</source>
        <translation>Für diesen Benutzer gibt es keine Einträge.</translation>
    </message>
    <message>
        <source>The service</source>
        <translation>Der Dienst</translation>
    </message>
</context>
<context>
    <name>auth::console::UserChanges</name>
    <message>
        <source>%1 &lt;%2&gt;</source>
        <translation>%1 &lt;%2&gt;</translation>
    </message>
    <message>
        <source>All sessions of this user end now.</source>
        <translation>Alle Sitzungen dieses Benutzers enden sofort.</translation>
    </message>
    <message>
        <source>This user is not signed in anywhere.</source>
        <translation>Dieser Benutzer ist nirgends angemeldet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s) end now.</source>
        <translation>
            <numerusform>%Ln Sitzung endet sofort.</numerusform>
            <numerusform>%Ln Sitzungen enden sofort.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Reason, for the audit trail:</source>
        <translation>&amp;Grund, für das Prüfprotokoll:</translation>
    </message>
    <message>
        <source>&amp;Reason, for the audit trail (optional):</source>
        <translation>&amp;Grund, für das Prüfprotokoll (optional):</translation>
    </message>
    <message>
        <source>Activate %1</source>
        <translation>%1 aktivieren</translation>
    </message>
    <message>
        <source>%1 is activated.</source>
        <translation>%1 ist aktiviert.</translation>
    </message>
    <message>
        <source>Deactivate %1</source>
        <translation>%1 deaktivieren</translation>
    </message>
    <message>
        <source>%1 is deactivated again.</source>
        <translation>%1 ist wieder deaktiviert.</translation>
    </message>
    <message>
        <source>Deactivate</source>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>Nobody can sign in with this account until it is activated again.</source>
        <translation>Bis zur erneuten Aktivierung ist mit diesem Konto keine Anmeldung möglich.</translation>
    </message>
    <message>
        <source>%1 is deactivated.</source>
        <translation>%1 ist deaktiviert.</translation>
    </message>
    <message>
        <source>Lock %1</source>
        <translation>%1 sperren</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>%1 is locked until %2.</source>
        <translation>%1 ist bis %2 gesperrt.</translation>
    </message>
    <message>
        <source>Unlock %1</source>
        <translation>%1 entsperren</translation>
    </message>
    <message>
        <source>%1 is unlocked, and failed sign-ins are forgotten.</source>
        <translation>%1 ist entsperrt, Fehlversuche sind vergessen.</translation>
    </message>
    <message>
        <source>Reset the password of %1</source>
        <translation>Passwort von %1 zurücksetzen</translation>
    </message>
    <message>
        <source>Reset password</source>
        <translation>Passwort zurücksetzen</translation>
    </message>
    <message>
        <source>You get a new invitation to hand over; the one before is good no more.</source>
        <translation>Es entsteht eine neue Einladung zur Weitergabe; die vorige gilt nicht mehr.</translation>
    </message>
    <message>
        <source>You get a token to hand over. With it the user chooses another password; until then the old one stays good.</source>
        <translation>Es entsteht ein Token zur Weitergabe. Damit wählt der Benutzer ein neues Passwort; bis dahin gilt das alte weiter.</translation>
    </message>
    <message>
        <source>&amp;End all sessions</source>
        <translation>Alle Sitzungen &amp;beenden</translation>
    </message>
    <message>
        <source>Hand this token to %1. It opens nothing but the choice of a password, once, until %2. It is shown only now.</source>
        <translation>Dieses Token an %1 weitergeben. Damit lässt sich bis %2 genau einmal ein Passwort wählen, sonst nichts. Es wird nur jetzt angezeigt.</translation>
    </message>
    <message>
        <source>Token for %1</source>
        <translation>Token für %1</translation>
    </message>
    <message>
        <source>Require another password of %1</source>
        <translation>Neues Passwort von %1 verlangen</translation>
    </message>
    <message>
        <source>Require change</source>
        <translation>Wechsel verlangen</translation>
    </message>
    <message>
        <source>The password opens nothing but its own replacement. This cannot be undone.</source>
        <translation>Mit dem Passwort lässt sich nur noch ein neues setzen. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>%1 has to choose another password.</source>
        <translation>%1 muss ein neues Passwort wählen.</translation>
    </message>
    <message>
        <source>This is your own account: you will be signed out here too.</source>
        <translation>Dies ist das eigene Konto: Auch hier erfolgt die Abmeldung.</translation>
    </message>
    <message>
        <source>Sign %1 out everywhere</source>
        <translation>%1 überall abmelden</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign %1 out</source>
        <translation>%1 abmelden</translation>
    </message>
    <message>
        <source>%1 is signed out everywhere.</source>
        <translation>%1 ist überall abgemeldet.</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>The account can be restored for a while; name and address stay taken until then.</source>
        <translation>Das Konto kann eine Zeit lang wiederhergestellt werden; Name und Adresse bleiben so lange vergeben.</translation>
    </message>
    <message>
        <source>%1 is deleted.</source>
        <translation>%1 ist gelöscht.</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>%1 wiederherstellen</translation>
    </message>
    <message>
        <source>%1 is restored.</source>
        <translation>%1 ist wiederhergestellt.</translation>
    </message>
    <message>
        <source>%1 is invited.</source>
        <translation>%1 ist eingeladen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Somebody else has changed %1 meanwhile, so nothing is undone.</source>
        <translation>Jemand anderes hat %1 inzwischen geändert; deshalb wird nichts rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>auth::console::UserEditTab</name>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Ctrl+S</source>
        <translation>Strg+S</translation>
    </message>
    <message>
        <source>This account is deleted; restore it first.</source>
        <translation>Dieses Konto ist gelöscht; zuerst wiederherstellen.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Nothing is left to save: the server has these values of %1 already.</source>
        <translation>Es bleibt nichts zu speichern: Der Server hat diese Werte von %1 bereits.</translation>
    </message>
</context>
<context>
    <name>auth::console::UserFacts</name>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Last login</source>
        <translation>Letzte Anmeldung</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>Letzte Änderung</translation>
    </message>
    <message>
        <source>Locked until</source>
        <translation>Gesperrt bis</translation>
    </message>
    <message>
        <source>Deactivated</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Must be changed at the next sign-in</source>
        <translation>Muss bei der nächsten Anmeldung geändert werden</translation>
    </message>
</context>
<context>
    <name>auth::console::UserFilterText</name>
    <message>
        <source>Write %1:&gt;2026-01-31 for that day and later, %1:&lt;2026-01-31 for before it.</source>
        <translation>%1:&gt;2026-01-31 steht für diesen Tag und später, %1:&lt;2026-01-31 für davor.</translation>
    </message>
    <message>
        <source>%1: stands here more than once.</source>
        <translation>%1: steht hier mehr als einmal.</translation>
    </message>
    <message>
        <source>A state is one of %1.</source>
        <translation>Ein Zustand ist einer von %1.</translation>
    </message>
    <message>
        <source>dormant: takes a number of days, such as dormant:90.</source>
        <translation>dormant: erwartet eine Anzahl Tage, etwa dormant:90.</translation>
    </message>
    <message>
        <source>An id is 32 digits with dashes, as Copy ID copies it.</source>
        <translation>Eine ID besteht aus 32 Ziffern mit Strichen, wie „ID kopieren“ sie kopiert.</translation>
    </message>
    <message>
        <source>Beside id: there can be no other words to search for.</source>
        <translation>Neben id: sind keine weiteren Suchwörter möglich.</translation>
    </message>
    <message>
        <source>role: takes the name of a role, such as role:admin.</source>
        <translation>role: erwartet den Namen einer Rolle, etwa role:admin.</translation>
    </message>
    <message numerus="yes">
        <source>One can search for %Ln characters at most.</source>
        <translation>
            <numerusform>Die Suche erlaubt höchstens %Ln Zeichen.</numerusform>
            <numerusform>Die Suche erlaubt höchstens %Ln Zeichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no filter %1:. There are %2.</source>
        <translation>Es gibt keinen Filter %1:. Vorhanden sind %2.</translation>
    </message>
</context>
<context>
    <name>auth::console::UserListModel</name>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>Bis %1</translation>
    </message>
    <message>
        <source>Could not be loaded. Press F5 or click to try again.</source>
        <translation>Konnte nicht geladen werden. F5 oder Klick versucht es erneut.</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last login</source>
        <translation>Letzte Anmeldung</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Click to sort by %1; a third click takes the usual order again.</source>
        <translation>Klick sortiert nach %1; ein dritter Klick stellt die übliche Reihenfolge her.</translation>
    </message>
    <message>
        <source>Not sortable: the server has no index of this, and would have to read everybody.</source>
        <translation>Nicht sortierbar: Der Server hat dafür keinen Index und müsste alle Konten lesen.</translation>
    </message>
</context>
<context>
    <name>auth::console::UserPanel</name>
    <message>
        <source>Details of the user</source>
        <translation>Details des Benutzers</translation>
    </message>
    <message>
        <source>&amp;Profile</source>
        <translation>&amp;Profil</translation>
    </message>
    <message>
        <source>R&amp;oles</source>
        <translation>R&amp;ollen</translation>
    </message>
    <message>
        <source>Sess&amp;ions</source>
        <translation>S&amp;itzungen</translation>
    </message>
    <message>
        <source>A&amp;udit</source>
        <translation>Prüfp&amp;rotokoll</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>This is no id of a user.</source>
        <translation>Dies ist keine ID eines Benutzers.</translation>
    </message>
    <message>
        <source>Load the user</source>
        <translation>Benutzer laden</translation>
    </message>
    <message>
        <source>&amp;Profile ●</source>
        <translation>&amp;Profil ●</translation>
    </message>
    <message>
        <source>R&amp;oles ●</source>
        <translation>R&amp;ollen ●</translation>
    </message>
    <message>
        <source>Edits are not saved</source>
        <translation>Änderungen sind nicht gespeichert</translation>
    </message>
    <message>
        <source>What you have changed about %1 is not saved.</source>
        <translation>Die Änderungen an %1 sind nicht gespeichert.</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Si&amp;gn-in</source>
        <translation>A&amp;nmeldung</translation>
    </message>
</context>
<context>
    <name>auth::console::UserProfileTab</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>● Not saved</source>
        <translation>● Nicht gespeichert</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;E-mail:</source>
        <translation>&amp;E-Mail:</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>%1 is as before.</source>
        <translation>%1 ist wie zuvor.</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 ist gespeichert.</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
</context>
<context>
    <name>auth::console::UserRolesTab</name>
    <message>
        <source>has it</source>
        <translation>zugewiesen</translation>
    </message>
    <message>
        <source>&amp;Save roles</source>
        <translation>Rollen &amp;speichern</translation>
    </message>
    <message>
        <source>Nobody changes their own roles; ask another administrator.</source>
        <translation>Niemand ändert die eigenen Rollen; einen anderen Administrator bitten.</translation>
    </message>
    <message>
        <source>%1 has the roles of before.</source>
        <translation>%1 hat wieder die vorigen Rollen.</translation>
    </message>
    <message>
        <source>%1 has other roles.</source>
        <translation>%1 hat geänderte Rollen.</translation>
    </message>
    <message>
        <source>Change the roles of %1</source>
        <translation>Rollen von %1 ändern</translation>
    </message>
</context>
<context>
    <name>auth::console::UserSessionsTab</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt benutzt</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>&amp;End session…</source>
        <translation>Sitzun&amp;g beenden…</translation>
    </message>
    <message>
        <source>End &amp;all…</source>
        <translation>A&amp;lle beenden…</translation>
    </message>
    <message>
        <source>Look for sessions</source>
        <translation>Sitzungen suchen</translation>
    </message>
    <message>
        <source>This user is not signed in anywhere.</source>
        <translation>Dieser Benutzer ist nirgends angemeldet.</translation>
    </message>
    <message>
        <source>Ends %1 unless it is used before</source>
        <translation>Endet %1, wenn sie vorher nicht benutzt wird</translation>
    </message>
    <message>
        <source>%1 (this console)</source>
        <translation>%1 (diese Konsole)</translation>
    </message>
    <message>
        <source>End a session of %1</source>
        <translation>Eine Sitzung von %1 beenden</translation>
    </message>
    <message>
        <source>End session</source>
        <translation>Sitzung beenden</translation>
    </message>
    <message>
        <source>Whoever uses it has to sign in again. This cannot be undone.</source>
        <translation>Wer sie benutzt, muss sich neu anmelden. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>&amp;Reason, for the audit trail:</source>
        <translation>&amp;Grund, für das Prüfprotokoll:</translation>
    </message>
    <message>
        <source>&amp;Reason, for the audit trail (optional):</source>
        <translation>&amp;Grund, für das Prüfprotokoll (optional):</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>Die Sitzung ist beendet.</translation>
    </message>
    <message>
        <source>End the session</source>
        <translation>Sitzung beenden</translation>
    </message>
</context>
<context>
    <name>auth::console::UserWords</name>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Deactivated</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>Eingeladen</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>No such account</source>
        <translation>Kein solches Konto</translation>
    </message>
    <message>
        <source>Has not chosen a password yet</source>
        <translation>Hat noch kein Passwort gewählt</translation>
    </message>
    <message>
        <source>The invitation has expired</source>
        <translation>Die Einladung ist abgelaufen</translation>
    </message>
    <message>
        <source>Must change the password</source>
        <translation>Muss das Passwort ändern</translation>
    </message>
    <message>
        <source>Slowed down: many failures</source>
        <translation>Gebremst: viele Fehlversuche</translation>
    </message>
    <message>
        <source>Slowed down: this network and account</source>
        <translation>Gebremst: dieses Netz und Konto</translation>
    </message>
    <message>
        <source>Slowed down: this network</source>
        <translation>Gebremst: dieses Netz</translation>
    </message>
    <message>
        <source>Password of another system</source>
        <translation>Passwort eines anderen Systems</translation>
    </message>
    <message>
        <source>Wrong password</source>
        <translation>Falsches Passwort</translation>
    </message>
    <message>
        <source>Signed out: a used token came again</source>
        <translation>Abgemeldet: Ein benutztes Token kam erneut</translation>
    </message>
    <message>
        <source>Signed out by an administrator</source>
        <translation>Von einem Administrator abgemeldet</translation>
    </message>
    <message>
        <source>Signed out by sign-ins elsewhere</source>
        <translation>Durch Anmeldungen anderswo abgemeldet</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>Had to wait</source>
        <translation>Musste warten</translation>
    </message>
    <message>
        <source>Account switched off</source>
        <translation>Konto abgeschaltet</translation>
    </message>
    <message>
        <source>Password must be changed</source>
        <translation>Passwort muss geändert werden</translation>
    </message>
</context>
<context>
    <name>auth::console::UsersPage</name>
    <message>
        <source>Name, e-mail, role:admin, state:locked, created:&gt;2026-01-31, dormant:90</source>
        <translation>Name, E-Mail, role:admin, state:locked, created:&gt;2026-01-31, dormant:90</translation>
    </message>
    <message>
        <source>Whoever manages roles can grant it.</source>
        <translation>Wer Rollen verwaltet, kann sie erteilen.</translation>
    </message>
    <message>
        <source>There are no users yet.</source>
        <translation>Noch keine Benutzer vorhanden.</translation>
    </message>
    <message>
        <source>New user…</source>
        <translation>Neuer Benutzer…</translation>
    </message>
    <message>
        <source>No user matches “%1”.</source>
        <translation>Kein Benutzer passt zu „%1“.</translation>
    </message>
    <message>
        <source>Clear filter (Esc)</source>
        <translation>Filter löschen (Esc)</translation>
    </message>
    <message>
        <source>Load users</source>
        <translation>Benutzer laden</translation>
    </message>
    <message>
        <source>The best %1</source>
        <translation>Die besten %1</translation>
    </message>
    <message>
        <source>More than %1</source>
        <translation>Mehr als %1</translation>
    </message>
    <message>
        <source>%1 of about %2</source>
        <translation>%1 von etwa %2</translation>
    </message>
</context>
<context>
    <name>auth::console::UsersTable</name>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
</context>
</TS>
