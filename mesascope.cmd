@echo off
rem Builds the command line on first use, and again when a source file has changed; then runs it.
setlocal
set "root=%~dp0"
set "built=%root%src\Mesascope.Cli\bin\Release\net10.0"
where dotnet >nul 2>nul || (echo mesascope: needs the .NET SDK 10, and there is no dotnet on the PATH>&2& exit /b 2)
powershell -NoProfile -Command "$s = Get-Item -ErrorAction Ignore '%built%\.built'; if (-not $s) { exit 1 }; $new = Get-ChildItem -Recurse -File '%root%src', '%root%global.json', '%root%Directory.*' | Where-Object { $_.FullName -notmatch '\\(bin|obj)\\' -and $_.LastWriteTime -gt $s.LastWriteTime } | Select-Object -First 1; if ($new) { exit 1 }"
if errorlevel 1 (
    echo mesascope: building Mesascope...>&2
    dotnet build "%root%src\Mesascope.Cli" -c Release -nodeReuse:false -v quiet -clp:NoSummary >"%TEMP%\mesascope-build.log" 2>&1 || (
        findstr /c:"error" "%TEMP%\mesascope-build.log" >&2
        echo mesascope: the build failed; what it said stands above>&2
        exit /b 2
    )
    type nul >"%built%\.built"
)
dotnet "%built%\Mesascope.Cli.dll" %*
exit /b %errorlevel%
